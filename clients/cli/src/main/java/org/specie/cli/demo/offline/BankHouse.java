package org.specie.cli.demo.offline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.specie.cash.application.query.LedgerGateway;
import org.specie.cli.bank.BankOffice;
import org.specie.cli.bank.Counter;
import org.specie.cli.bank.FloatLoading;
import org.specie.cli.customer.LedgerFiles;
import org.specie.cli.town.offline.CardIssuer;
import org.specie.cli.town.offline.Holder;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.signature.Address;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.message.Message.Response;
import org.specie.offline.token.receipt.Token;
import org.specie.offline.token.value.Reference;
import org.specie.services.bank.GatewayFloat;
import org.specie.services.bank.counter.Desk;
import org.specie.wallet.Answer;
import org.specie.wallet.Wallet;
import org.specie.wallet.history.Entry;

/**
 * A bank of the demonstration, which is a process with a folder, a database, a vault's card and a
 * key among the redeemers of the float; and those who come to its counter, with what they send
 * there. Spec: docs/spec/59-bank-service.md section 12.
 */
final class BankHouse implements AutoCloseable {
  private static final int REFERENCE_SIZE = 8;
  private static final String FIRST_DEPOSIT = "first-deposit";

  private final Holder vault;
  private final CardIssuer issuer;
  private final Entropy entropy;
  private final Hash32 issuerName;
  private final BankOffice office;
  private final Path accounts;

  private BankHouse(
      Holder vault, CardIssuer issuer, BankOffice office, Path accounts, Entropy entropy) {
    this.accounts = accounts;
    this.vault = vault;
    this.issuer = issuer;
    this.entropy = entropy;
    this.issuerName = GatewayFloat.issuerName(issuer.document().root());
    this.office = office;
  }

  /** A new bank in {@code folder}, which does not run. */
  static BankHouse found(
      String name, Holder vault, CardIssuer issuer, Path folder, Clock clock, Entropy entropy)
      throws IOException {
    BankOffice office = BankOffice.found(folder, name, clock, entropy);
    Path accounts = folder.resolveSibling(name + " accounts");
    return new BankHouse(vault, issuer, office, accounts, entropy);
  }

  /** By which the committee names it. */
  Ed25519PublicKey redeemer() throws IOException {
    return office.redeemer();
  }

  /** Opens an account for each customer, with tokens for deposits, and takes its vault over. */
  void furnish(Amount loaded, LedgerGateway gateway, Map<Address, Integer> customers)
      throws IOException {
    office.furnish(vault, loaded, issuer, gateway, accounts, customers);
  }

  /** Starts it: as a process where the ledger's replicas are, else here, where the ledger is. */
  void begin(Optional<LedgerFiles> network, LedgerGateway gateway) throws IOException {
    if (network.isPresent()) {
      office.begin(network.get());
    } else {
      office.serve(gateway);
    }
  }

  void awaitServing() throws IOException {
    office.awaitServing();
  }

  /** Its name, and where it answers. */
  String address() {
    return office.address();
  }

  /** Puts {@code amount} of the wallet's account onto the customer's card, by way of the ledger. */
  boolean withdraw(Holder customer, Wallet account, LedgerGateway gateway, Amount amount)
      throws IOException {
    try (Counter counter = office.counter(account.account())) {
      FloatLoading loading =
          new FloatLoading(
              counter, new Loading(account, gateway, issuerName), (_, named) -> Answer.done(named));
      return customer.take(loading.withdraw(customer.ask(amount)).orThrow());
    }
  }

  /** A wallet that is open, of somebody who asks once. */
  private record Loading(Wallet wallet, LedgerGateway gateway, Hash32 issuer)
      implements FloatLoading.LoadingAccount {
    @Override
    public Amount balance() throws IOException {
      return gateway.account(wallet.account()).balance();
    }

    @Override
    public boolean isLoaded(Hash32 reference) throws IOException {
      return gateway.loaded(issuer, wallet.account(), reference).isPresent();
    }

    @Override
    public Answer<Entry> load(Hash32 reference, Amount amount) throws IOException {
      return wallet.takeOffline(issuer, reference, amount);
    }
  }

  /**
   * Puts {@code amount} of the customer's card into the account; what was paid, once it is there.
   */
  Token deposit(Holder customer, Address account, Amount amount) throws IOException {
    try (Counter counter = office.counter(account)) {
      Token token = counter.depositToken(FIRST_DEPOSIT).orThrow();
      Request request =
          new Request(
              Optional.of(amount),
              new Reference(ByteString.copyOf(entropy.bytes(REFERENCE_SIZE))),
              token,
              issuer.chain());
      Response response = customer.payWell(request, amount);
      var _ = counter.bring(response).then(counter::credited).orThrow();
      return token.with(response.payment());
    }
  }

  /** What it says of its book and its vault. */
  Desk.Report report() throws IOException {
    return office.report();
  }

  @Override
  public void close() throws IOException {
    office.close();
  }
}
