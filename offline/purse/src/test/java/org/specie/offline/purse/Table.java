package org.specie.offline.purse;

import java.io.IOException;
import java.util.Optional;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.core.port.Storage;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.offline.purse.device.SecureDevice;
import org.specie.offline.purse.journal.Journal;
import org.specie.offline.purse.paying.Paying.PayResult;
import org.specie.offline.purse.receiving.Receiving.Asking;
import org.specie.offline.token.message.Chain;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.message.Message.Response;
import org.specie.offline.token.value.Reference;

/** One person with a device and a host; the host can lose its memory and come back. */
public final class Table {
  public static final Reference REFERENCE = new Reference(ByteString.utf8("order 17"));
  private static final Secret SECRET = Secret.copyOf(new byte[32]);

  private final Storage storage;
  private final SecureDevice device;
  private final String name;
  private int draws;
  private Purse purse;

  private Table(String name, SecureDevice device, Storage storage) throws IOException {
    this.name = name;
    this.device = device;
    this.storage = storage;
    this.purse = open();
  }

  /** Somebody with this device and no tokens yet. */
  public static Table withDevice(String name, SecureDevice device) throws IOException {
    return new Table(name, device, new MemoryStorage());
  }

  /** The same, with a disk of the test's own. */
  public static Table withDisk(String name, SecureDevice device, Storage disk) throws IOException {
    return new Table(name, device, disk);
  }

  /** Somebody whose device was loaded with so much, with three fresh tokens. */
  public static Table with(String name, long loadedMinor) throws IOException {
    MemoryDevice device = new MemoryDevice(name, loadedMinor);
    Table table = withDevice(name, device);
    table.stock(device, 3);
    return table;
  }

  /** Gives it so many fresh tokens, for three payments each. */
  public void stock(MemoryDevice of, int tokens) throws IOException {
    for (int i = 0; i < tokens; i++) {
      var _ = purse.receiving().stock(Mint.shared().token(of.owner()));
    }
  }

  private Purse open() throws IOException {
    Entropy entropy =
        target -> {
          for (int i = 0; i < target.length; i++) {
            target[i] = (byte) Hash32.sha256(ByteString.utf8(name + draws++)).bytes().at(0);
          }
        };
    Journal journal = Journal.open(storage, SECRET, entropy).orElseThrow();
    return Purse.open(journal, Mint.shared().verifier(), device, Mint.shared().credentials());
  }

  /** Ends the host's program and starts it again on what it had written. */
  public void restart() throws IOException {
    purse = open();
  }

  public Purse purse() {
    return purse;
  }

  /** The device in memory. */
  public MemoryDevice device() {
    if (device instanceof MemoryDevice memory) {
      return memory;
    }
    throw new AssertionError("another device");
  }

  public long balanceMinor() throws IOException {
    return device.state().balance().minor();
  }

  /** Asks for so much. */
  public Request ask(long minor) throws IOException {
    Asking asking =
        purse.receiving().ask(Optional.of(Amount.ofMinor(minor)), REFERENCE, Mint.NOW, Chain.NONE);
    if (asking instanceof Asking.Handed(Request request)) {
      return request;
    }
    throw new AssertionError(asking);
  }

  /** Pays with the owner's word. */
  public Response pay(Request request, long minor) throws IOException {
    PayResult result = tryToPay(request, minor);
    if (result instanceof PayResult.Paid(Response response)) {
      return response;
    }
    throw new AssertionError(result);
  }

  /** Pays, or does not. */
  public PayResult tryToPay(Request request, long minor) throws IOException {
    return purse.paying().pay(request, Amount.ofMinor(minor), Mint.later(5), order -> true);
  }

  /** Takes the payment and turns it into balance. */
  public void take(Response response) throws IOException {
    if (!purse.receiving().accept(response, Mint.later(6)).isAccepted()) {
      throw new AssertionError("refused");
    }
    if (!purse.redemption().redeemAll().isEmpty()) {
      throw new AssertionError("not redeemed");
    }
  }
}
