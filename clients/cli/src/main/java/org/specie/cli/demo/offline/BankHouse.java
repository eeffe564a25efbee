package org.specie.cli.demo.offline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.specie.cash.application.query.LedgerGateway;
import org.specie.cli.bank.BankOffice;
import org.specie.cli.bank.LedgerVisit;
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
import org.specie.wallet.Wallet;

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

  private BankHouse(Holder vault, CardIssuer issuer, BankOffice office, Entropy entropy) {
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
    return new BankHouse(vault, issuer, BankOffice.found(folder, name, clock, entropy), entropy);
  }

  /** By which the committee names it. */
  Ed25519PublicKey redeemer() throws IOException {
    return office.redeemer();
  }

  /** Opens an account for each customer, with tokens for deposits, and takes its vault over. */
  void furnish(Amount loaded, LedgerGateway gateway, Map<Address, Integer> customers)
      throws IOException {
    office.furnish(vault, loaded, issuer, gateway, customers);
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
  boolean withdraw(Holder customer, Wallet account, Amount amount) throws IOException {
    try (LedgerVisit visit = office.visit(account.account())) {
      Response paid =
          visit.withdraw(
              customer.ask(amount),
              (reference, loaded) -> {
                var _ = account.takeOffline(issuerName, reference, loaded).orThrow();
              });
      return customer.take(paid);
    }
  }

  /**
   * Puts {@code amount} of the customer's card into the account; what was paid, once it is there.
   */
  Token deposit(Holder customer, Address account, Amount amount) throws IOException {
    try (LedgerVisit visit = office.visit(account)) {
      Token token = visit.depositToken(FIRST_DEPOSIT);
      Request request =
          new Request(
              Optional.of(amount),
              new Reference(ByteString.copyOf(entropy.bytes(REFERENCE_SIZE))),
              token,
              issuer.chain());
      Response response = customer.payWell(request, amount);
      visit.deposit(response);
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
