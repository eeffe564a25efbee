package org.specie.cli.demo.offline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.specie.cash.application.query.LedgerGateway;
import org.specie.cli.town.offline.CardIssuer;
import org.specie.cli.town.offline.Holder;
import org.specie.cli.town.offline.Issuer;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.signature.Address;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.ledger.state.rocksdb.RocksStorage;
import org.specie.offline.purse.border.Border;
import org.specie.offline.purse.border.BorderJournal;
import org.specie.offline.purse.border.Way;
import org.specie.offline.purse.border.Withdrawal.Stage;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.message.Message.Response;
import org.specie.offline.token.receipt.Token;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.Reference;
import org.specie.services.bank.GatewayFloat;
import org.specie.services.bank.RedeemerKeys;
import org.specie.wallet.Wallet;

/** A bank: a vault, a border with its journal, and a key among the redeemers of the float. */
final class BankHouse implements AutoCloseable {
  /** A redemption is in the ledger after one round; more are for one that was lost. */
  private static final int ROUNDS_MAX = 3;

  private static final int HASH_SIZE = 32;
  private static final int REFERENCE_SIZE = 8;

  private final Holder vault;
  private final CardIssuer issuer;
  private final Entropy entropy;
  private final Minutes now;
  private final Hash32 issuerName;
  private final RocksStorage books;
  private final Border border;
  private final Map<ByteString, Address> accounts = new HashMap<>();

  private BankHouse(
      Holder vault,
      CardIssuer issuer,
      LedgerGateway gateway,
      Ed25519SecretKey redeemer,
      Path folder,
      Minutes now,
      Entropy entropy)
      throws IOException {
    this.vault = vault;
    this.issuer = issuer;
    this.entropy = entropy;
    this.now = now;
    this.issuerName = GatewayFloat.issuerName(issuer.document().root());
    this.books = RocksStorage.open(folder);
    this.border =
        Border.open(
            BorderJournal.open(books, vault.secret(), entropy)
                .orElseThrow(() -> new IOException("the border's journal was changed")),
            vault.purse(),
            new GatewayFloat(gateway, issuerName, new RedeemerKeys(List.of(redeemer))),
            reference -> Optional.ofNullable(accounts.get(reference)),
            vault.secret());
  }

  /** What a bank begins with. */
  record Keys(Ed25519SecretKey redeemer) {
    static Keys fresh(Entropy entropy) {
      return new Keys(Ed25519SecretKey.generate(entropy));
    }

    Ed25519PublicKey shown() {
      return redeemer.publicKey();
    }

    @Override
    public String toString() {
      return "Keys[redacted]";
    }
  }

  static BankHouse open(
      Holder vault,
      CardIssuer issuer,
      LedgerGateway gateway,
      Keys keys,
      Path folder,
      Minutes now,
      Entropy entropy)
      throws IOException {
    return new BankHouse(vault, issuer, gateway, keys.redeemer(), folder, now, entropy);
  }

  Holder vault() {
    return vault;
  }

  /** Puts {@code amount} of the wallet's account onto the customer's card, by way of the ledger. */
  boolean withdraw(Holder customer, Wallet account, Amount amount) throws IOException {
    Request request = customer.ask(amount);
    Hash32 salt = new Hash32(ByteString.copyOf(entropy.bytes(HASH_SIZE)));
    Hash32 key = request.token().digest();
    Issuer.require(border.withdraw(request, account.account(), salt, now));
    var _ = account.takeOffline(issuerName, Way.OUT.reference(key, salt), amount).orThrow();
    border.work(now);
    return border.withdrawal(key).filter(each -> each.stage() instanceof Stage.Paid).isPresent()
        && customer.take(paid(key));
  }

  private Response paid(Hash32 key) {
    if (border.withdrawal(key).orElseThrow().stage() instanceof Stage.Paid(Response response)) {
      return response;
    }
    throw new InvariantViolation("a withdrawal that is paid has a payment");
  }

  /** Opens the counter for deposits into {@code account}. */
  void takeDepositsFor(Address account) throws IOException {
    ByteString reference = account.bytes().slice(0, 16);
    accounts.put(reference, account);
    vault.addDepositToken(reference);
  }

  /**
   * Puts {@code amount} of the customer's card into the account; what was paid, once it is there.
   */
  Optional<Token> deposit(Holder customer, Address account, Amount amount) throws IOException {
    Token token =
        vault
            .purse()
            .receiving()
            .deposits(account.bytes().slice(0, 16))
            .orElseThrow(() -> new InvariantViolation("the counter is open for this account"));
    Request request =
        new Request(
            Optional.of(amount),
            new Reference(ByteString.copyOf(entropy.bytes(REFERENCE_SIZE))),
            token,
            issuer.chain());
    Response response = customer.payWell(request, amount);
    Issuer.require(border.deposit(response, now));
    for (int i = 0; i < ROUNDS_MAX && border.credited(token.digest()).isEmpty(); i++) {
      border.work(now);
    }
    return border.credited(token.digest()).map(height -> token.with(response.payment()));
  }

  /** What is on its way over this border, in both directions. */
  Amount underWay() {
    return border.onTheWayOut().plus(border.onTheWayIn());
  }

  @Override
  public void close() throws IOException {
    books.close();
  }
}
