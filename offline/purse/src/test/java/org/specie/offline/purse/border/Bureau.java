package org.specie.offline.purse.border;

import java.io.IOException;
import java.util.Optional;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.core.port.Storage;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.signature.Address;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.offline.purse.CutStorage;
import org.specie.offline.purse.Fuse;
import org.specie.offline.purse.MemoryDevice;
import org.specie.offline.purse.Mint;
import org.specie.offline.purse.Purse;
import org.specie.offline.purse.Table;
import org.specie.offline.purse.journal.Journal;
import org.specie.offline.token.message.Chain;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.message.Message.Response;
import org.specie.offline.token.receipt.Configuration;
import org.specie.offline.token.receipt.Token;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.OwnerId;

/** A bank with a vault and a border that can be cut off anywhere, and a customer with a purse. */
final class Bureau {
  static final long STOCK = 10_000;
  static final long SAVINGS = 5_000;
  static final ByteString ACCOUNT = ByteString.utf8("account of ana 1");
  static final Address ANA = address("ana");
  static final Hash32 SALT = Hash32.sha256(ByteString.utf8("salt"));

  private static final Secret SECRET = Secret.copyOf(new byte[32]);

  final Fuse fuse = new Fuse();
  final MemoryLedger ledger = new MemoryLedger(fuse);
  final MemoryDevice device = new MemoryDevice("bank", STOCK);
  final Table ana;
  private final Storage disk = new MemoryStorage();
  private final Configuration deposits;
  private int draws;
  private Optional<Border> running = Optional.empty();

  Bureau() throws IOException {
    this(new MemoryDevice("bank", STOCK).owner());
  }

  /** A bank whose tokens for deposits belong to {@code owner}. */
  Bureau(OwnerId owner) throws IOException {
    deposits = Mint.shared().deposit(owner, ACCOUNT);
    ledger.open(ANA, SAVINGS);
    ana = Table.with("ana", 0);
    Journal journal = Journal.open(disk, SECRET, entropy()).orElseThrow();
    Purse vault =
        Purse.open(journal, Mint.shared().verifier(), device, Mint.shared().credentials());
    vault.receiving().stock(deposits);
  }

  static Address address(String name) {
    return new Address(Hash32.sha256(ByteString.utf8(name)).bytes().slice(0, Address.SIZE));
  }

  Entropy entropy() {
    return target -> {
      byte[] fresh = Hash32.sha256(ByteString.utf8("draw " + draws++)).bytes().toByteArray();
      for (int i = 0; i < target.length; i++) {
        target[i] = fresh[i % fresh.length];
      }
    };
  }

  /** The border; a bank that was cut off starts it again from the disk. */
  Border border() throws IOException {
    if (running.isEmpty()) {
      CutStorage storage = new CutStorage(disk, fuse);
      Purse vault =
          Purse.open(
              Journal.open(storage, SECRET, entropy()).orElseThrow(),
              Mint.shared().verifier(),
              new CutDevice(device, fuse),
              Mint.shared().credentials());
      running =
          Optional.of(
              Border.open(
                  BorderJournal.open(storage, SECRET, entropy()).orElseThrow(),
                  vault,
                  ledger,
                  reference -> reference.equals(ACCOUNT) ? Optional.of(ANA) : Optional.empty(),
                  SECRET));
    }
    return running.get();
  }

  /** The bank's program ends. */
  void stop() {
    running = Optional.empty();
  }

  Request deposit() {
    return new Request(Optional.empty(), Table.REFERENCE, Token.fresh(deposits), Chain.NONE);
  }

  /** Ana asks to withdraw so much; she has not loaded anything yet. */
  Withdrawal ask(Request request) throws IOException {
    Verdict verdict = border().withdraw(request, ANA, SALT, Mint.NOW);
    if (!verdict.isAccepted()) {
      throw new AssertionError(verdict);
    }
    return border().withdrawal(request.token().digest()).orElseThrow();
  }

  void load(Withdrawal withdrawal) {
    ledger.load(ANA, withdrawal.reference(), withdrawal.amount().minor());
  }

  /** Works until nothing waits any more, if the ledger makes blocks. */
  void finish(Minutes now) throws IOException {
    for (int i = 0; i < 3; i++) {
      border().work(now);
      ledger.block();
    }
  }

  Optional<Response> paid(Hash32 key) throws IOException {
    return border()
        .withdrawal(key)
        .map(Withdrawal::stage)
        .filter(Withdrawal.Stage.Paid.class::isInstance)
        .map(stage -> ((Withdrawal.Stage.Paid) stage).response());
  }

  /** What people hold offline: all that left the vault and did not come back to it. */
  long outsideTheVault() {
    return STOCK - device.balanceMinor();
  }

  static Amount amount(long minor) {
    return Amount.ofMinor(minor);
  }
}
