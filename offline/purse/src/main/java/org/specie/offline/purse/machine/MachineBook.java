package org.specie.offline.purse.machine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Storage;

/** What a cash machine has begun, on its disk. Spec: docs/spec/62-cash-machine.md section 5. */
final class MachineBook {
  static final int SALE = 1;
  static final int PAYOUT = 2;

  /** Names what is handed back of a payout, and keeps nothing. */
  static final int GIVING_BACK = 3;

  private static final String DAMAGED =
      "the book of the machine is damaged; sell nothing, settle what is open by hand, and use no"
          + " older copy";

  private final Storage storage;

  MachineBook(Storage storage) {
    this.storage = storage;
  }

  /** Reads an entry that is kept by {@code key}. */
  @FunctionalInterface
  private interface Reader<T> {
    T read(Hash32 key, Decoder in) throws MalformedInput;
  }

  static Hash32 named(int kind, Hash32 of) {
    return Hash32.sha256(key(kind, of));
  }

  private static ByteString key(int kind, Hash32 of) {
    return new Encoder().u8(kind).hash(of).toByteString();
  }

  private static Storage.Batch with(Storage.Batch batch, Sale sale) {
    Encoder value = new Encoder();
    sale.encode(value);
    return batch.put(key(SALE, sale.asked()), value.toByteString());
  }

  private static Storage.Batch with(Storage.Batch batch, Payout payout) {
    Encoder value = new Encoder();
    payout.encode(value);
    return batch.put(key(PAYOUT, payout.key()), value.toByteString());
  }

  void write(Sale sale) throws IOException {
    storage.write(with(new Storage.Batch(), sale));
  }

  void write(Payout payout) throws IOException {
    storage.write(with(new Storage.Batch(), payout));
  }

  /** Both or neither. */
  void write(Sale sale, Payout payout) throws IOException {
    storage.write(with(with(new Storage.Batch(), sale), payout));
  }

  /** Nobody paid for it, and nobody can any more. */
  void forget(Sale sale) throws IOException {
    storage.write(new Storage.Batch().delete(key(SALE, sale.asked())));
  }

  /** The notes for it are not stacked: nothing was promised. */
  void forget(Payout payout) throws IOException {
    storage.write(new Storage.Batch().delete(key(PAYOUT, payout.key())));
  }

  /** Nothing was paid by it: {@code sale} is as before. Both or neither. */
  void forget(Payout payout, Sale sale) throws IOException {
    storage.write(with(new Storage.Batch().delete(key(PAYOUT, payout.key())), sale));
  }

  Optional<Sale> sale(Hash32 asked) throws IOException {
    return read(SALE, asked, Sale::decode);
  }

  Optional<Payout> payout(Hash32 key) throws IOException {
    return read(PAYOUT, key, Payout::decode);
  }

  /** All of them, or none: without one of them nobody knows what is promised. */
  List<Sale> sales() throws IOException {
    return all(SALE, Sale::decode);
  }

  /** The same of payouts. */
  List<Payout> payouts() throws IOException {
    return all(PAYOUT, Payout::decode);
  }

  /** What entries of this kind are kept by, none where the key is damaged. Reads no entry. */
  List<Optional<Hash32>> keys(int kind) throws IOException {
    List<Optional<Hash32>> all = new ArrayList<>();
    ByteString prefix = new Encoder().u8(kind).toByteString();
    storage.scan(
        prefix,
        prefix,
        (key, _) -> {
          all.add(tryToRead(key));
          return true;
        });
    return all;
  }

  private static Optional<Hash32> tryToRead(ByteString key) {
    try {
      return Optional.of(digest(key));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /** The sale of a listed key. */
  Sale listedSale(Optional<Hash32> key) throws IOException {
    return sale(listed(key)).orElseThrow(() -> new IOException(DAMAGED));
  }

  /** The payout of a listed key. */
  Payout listedPayout(Optional<Hash32> key) throws IOException {
    return payout(listed(key)).orElseThrow(() -> new IOException(DAMAGED));
  }

  private static Hash32 listed(Optional<Hash32> key) throws IOException {
    return key.orElseThrow(() -> new IOException(DAMAGED));
  }

  private <T> Optional<T> read(int kind, Hash32 key, Reader<T> reader) throws IOException {
    Optional<ByteString> value = storage.get(key(kind, key));
    return value.isPresent() ? Optional.of(read(key, value.get(), reader)) : Optional.empty();
  }

  private <T> List<T> all(int kind, Reader<T> reader) throws IOException {
    List<T> all = new ArrayList<>();
    ByteString prefix = new Encoder().u8(kind).toByteString();
    storage.scan(
        prefix,
        prefix,
        (key, value) -> {
          all.add(read(digest(key), value, reader));
          return true;
        });
    return all;
  }

  private static Hash32 digest(ByteString key) throws IOException {
    try {
      Decoder in = new Decoder(key);
      var _ = in.u8();
      Hash32 read = in.hash();
      in.end();
      return read;
    } catch (MalformedInput e) {
      throw damaged(e);
    }
  }

  private static <T> T read(Hash32 key, ByteString value, Reader<T> reader) throws IOException {
    try {
      return reader.read(key, new Decoder(value));
    } catch (MalformedInput e) {
      throw damaged(e);
    }
  }

  private static IOException damaged(MalformedInput why) {
    return new IOException(DAMAGED, why);
  }
}
