package org.specie.offline.purse.till;

import java.io.IOException;
import java.util.Optional;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.core.port.Storage;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.offline.purse.Mint;
import org.specie.offline.purse.Table;
import org.specie.offline.purse.device.TappedDevice;
import org.specie.offline.purse.journal.Journal;
import org.specie.offline.purse.journal.TillName;
import org.specie.offline.purse.receiving.Receiving.Asking;
import org.specie.offline.purse.till.Charging.Sale;
import org.specie.offline.purse.till.Charging.Tapped;
import org.specie.offline.token.message.Chain;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.value.Reference;

/** A till, and the disk of it. */
final class Counter {
  private static final Secret SECRET = Secret.copyOf(new byte[] {5, 6, 7, 8});

  private final TillName name;
  private final Storage disk;
  private int draws;
  private Till till;

  Counter(String name) throws IOException {
    this(name, new MemoryStorage());
  }

  Counter(String name, Storage disk) throws IOException {
    this.name = named(name);
    this.disk = disk;
    till = start();
  }

  static TillName named(String name) {
    return new TillName(Hash32.sha256(ByteString.utf8(name)).bytes().slice(0, 16));
  }

  TillName name() {
    return name;
  }

  Till till() {
    return till;
  }

  private Till start() throws IOException {
    Entropy entropy =
        target -> {
          byte[] fresh = Hash32.sha256(ByteString.utf8("draw " + draws++)).bytes().toByteArray();
          for (int i = 0; i < target.length; i++) {
            target[i] = fresh[i % fresh.length];
          }
        };
    return Till.open(
        name, Journal.open(disk, SECRET, entropy).orElseThrow(), Mint.shared().verifier());
  }

  void restart() throws IOException {
    till = start();
  }

  Request ask(long minor) throws IOException {
    Asking asking =
        till.receiving()
            .ask(Optional.of(Amount.ofMinor(minor)), Table.REFERENCE, Mint.NOW, Chain.NONE);
    if (asking instanceof Asking.Handed(Request request)) {
      return request;
    }
    throw new AssertionError(asking);
  }

  /** Charges a card that somebody holds to it, under a reference that no other sale has. */
  Tapped charge(TappedDevice card, long minor) throws IOException {
    return till.charging().charge(sale(minor), card);
  }

  Sale sale(long minor) {
    ByteString reference = Hash32.sha256(ByteString.utf8("sale " + draws++)).bytes().slice(0, 8);
    return new Sale(Amount.ofMinor(minor), new Reference(reference), Mint.NOW);
  }
}
