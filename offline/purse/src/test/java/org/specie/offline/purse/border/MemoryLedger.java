package org.specie.offline.purse.border;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.signature.Address;
import org.specie.offline.purse.Fuse;

/** Accounts and one float in memory, with the rules of page 53, section 3, and blocks on demand. */
final class MemoryLedger implements FloatLedger {
  private record Load(Address from, Hash32 reference) {}

  private final Fuse fuse;
  private final Map<Address, Long> accounts = new LinkedHashMap<>();
  private final Map<Load, Crossed> loads = new LinkedHashMap<>();
  private final Map<Hash32, Crossed> redemptions = new LinkedHashMap<>();
  private final List<ByteString> waiting = new ArrayList<>();
  private long height;
  private long inside;
  private int made;

  MemoryLedger(Fuse fuse) {
    this.fuse = fuse;
  }

  void open(Address account, long minor) {
    accounts.put(account, minor);
  }

  long balance(Address account) {
    return accounts.getOrDefault(account, 0L);
  }

  /** What is in the float. */
  long inside() {
    return inside;
  }

  /** How many redemptions were made and signed. */
  int made() {
    return made;
  }

  void load(Address from, Hash32 reference, long minor) {
    height++;
    if (loads.containsKey(new Load(from, reference)) || balance(from) < minor) {
      throw new AssertionError("the customer loads once, and has it");
    }
    accounts.merge(from, -minor, Long::sum);
    inside += minor;
    loads.put(new Load(from, reference), new Crossed(height, from, Amount.ofMinor(minor)));
  }

  /** Makes a block of all that waits. */
  void block() {
    height++;
    waiting.forEach(this::apply);
    waiting.clear();
  }

  /** What waits is lost. */
  void forget() {
    waiting.clear();
  }

  /** Lets so many blocks pass with nothing in them. */
  void pass(long blocks) {
    height += blocks;
  }

  private void apply(ByteString transaction) {
    try {
      Decoder in = new Decoder(transaction);
      Hash32 reference = in.hash();
      Address to = new Address(in.fixed(Address.SIZE));
      Amount amount = Amount.ofMinor(in.u64());
      if (in.u64() < height || redemptions.containsKey(reference)) {
        return;
      }
      inside -= amount.minor();
      if (inside < 0) {
        throw new AssertionError("more comes back than went out");
      }
      accounts.merge(to, amount.minor(), Long::sum);
      redemptions.put(reference, new Crossed(height, to, amount));
    } catch (MalformedInput e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public long height() throws IOException {
    fuse.pass();
    return height;
  }

  @Override
  public Optional<Crossed> loaded(Address from, Hash32 reference) throws IOException {
    fuse.pass();
    return Optional.ofNullable(loads.get(new Load(from, reference)));
  }

  @Override
  public Optional<Crossed> redeemed(Hash32 reference, Address to, Amount amount)
      throws IOException {
    fuse.pass();
    return Optional.ofNullable(redemptions.get(reference));
  }

  @Override
  public ByteString redemption(Hash32 reference, Address to, Amount amount, long validUntil) {
    made++;
    return new Encoder()
        .hash(reference)
        .fixed(to.bytes())
        .u64(amount.minor())
        .u64(validUntil)
        .toByteString();
  }

  @Override
  public void submit(ByteString transaction) throws IOException {
    fuse.pass();
    waiting.add(transaction);
    fuse.pass();
  }
}
