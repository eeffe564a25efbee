package org.specie.services.bank;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.port.Storage;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.signature.Address;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.offline.purse.Purse;
import org.specie.offline.purse.border.Accounts;
import org.specie.offline.purse.border.Border;
import org.specie.offline.purse.border.BorderJournal;
import org.specie.offline.purse.border.Withdrawal;
import org.specie.offline.purse.border.Withdrawal.Stage;
import org.specie.offline.purse.card.IssuedCard;
import org.specie.offline.purse.device.SecureDevice;
import org.specie.offline.purse.journal.Journal;
import org.specie.offline.token.message.Chain;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.message.Message.Response;
import org.specie.offline.token.receipt.Configuration;
import org.specie.offline.token.receipt.Token;
import org.specie.offline.token.value.OwnerId;
import org.specie.quality.testkit.PowerCutStorage;
import org.specie.quality.testkit.PowerSupply;

/** A bank whose machine can lose its power; its vault is a card that was loaded once. */
final class Bank {
  static final long STOCK_MINOR = 100_000;
  private static final OwnerId OWNER = Person.owner("the bank");
  private static final Secret SECRET = Secret.copyOf(new byte[32]);

  private final Town town;
  private final SecureDevice vault;
  private Storage disk = new MemoryStorage();
  private PowerSupply power = PowerSupply.steady();
  private Optional<Border> running = Optional.empty();
  private Optional<Token> deposits = Optional.empty();
  private Accounts accounts = reference -> Optional.empty();

  Bank(Town town) throws IOException {
    this.town = town;
    vault = IssuedCard.with(town.issuer, OWNER, Amount.ofMinor(STOCK_MINOR)).device();
  }

  /** Begins books on an empty disk, with a token for deposits on {@code account}. */
  void begin(Address account) throws IOException {
    disk = new MemoryStorage();
    restart(PowerSupply.steady());
    ByteString reference = account.bytes().slice(0, 16);
    accounts = asked -> asked.equals(reference) ? Optional.of(account) : Optional.empty();
    Configuration made = town.issuer.deposits(OWNER, reference);
    Purse purse = purse(disk);
    if (!purse.receiving().stock(made).isAccepted()) {
      throw new AssertionError("the token is new");
    }
    deposits = Optional.of(Token.fresh(made));
  }

  /** The program ends, and starts again with {@code next}. */
  void restart(PowerSupply next) {
    power = next;
    running = Optional.empty();
  }

  PowerSupply power() {
    return power;
  }

  private Purse purse(Storage storage) throws IOException {
    return Purse.open(
        Journal.open(storage, SECRET, town.entropy).orElseThrow(),
        town.issuer.verifier(),
        vault,
        town.issuer.credentials());
  }

  /** The border, brought back from the disk if the program has ended. */
  Border border() throws IOException {
    if (running.isEmpty()) {
      Storage storage = new PowerCutStorage(disk, power);
      running =
          Optional.of(
              Border.open(
                  BorderJournal.open(storage, SECRET, town.entropy).orElseThrow(),
                  purse(storage),
                  new GatewayFloat(
                      town.gateway(), town.issuer.name(), new RedeemerKeys(List.of(town.redeemer))),
                  accounts,
                  SECRET));
    }
    return running.get();
  }

  Withdrawal withdrawal(Hash32 key) throws IOException {
    return border().withdrawal(key).orElseThrow();
  }

  /** What the customer gets for the load. */
  Response paid(Hash32 key) throws IOException {
    if (withdrawal(key).stage() instanceof Stage.Paid(Response response)) {
      return response;
    }
    throw new AssertionError("paid, and not " + withdrawal(key).stage());
  }

  /** With which the bank asks for deposits. */
  Request deposit() {
    return new Request(Optional.empty(), Person.REFERENCE, deposits.orElseThrow(), Chain.NONE);
  }

  /** What left the vault and did not come back to it: public money, made by this bank. */
  long outsideMinor() throws IOException {
    return STOCK_MINOR - vault.state().balance().minor();
  }
}
