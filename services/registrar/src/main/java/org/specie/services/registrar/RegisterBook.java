package org.specie.services.registrar;

import java.io.IOException;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Storage;

/**
 * Which person a registrar signed for, and with which wallet: tags, never evidence. An entry is on
 * the disk before the signature leaves. Safe for many threads. Source: docs/spec/43-registrar.md,
 * section 4.
 */
public final class RegisterBook implements AutoCloseable {
  private static final int ENTRY = 0x38;
  private static final int KEY_SIZE = 48;

  /**
   * What was signed for one person.
   *
   * @param publicSpendKey compressed
   * @param validUntil the last height at which any of it may be applied
   */
  record Entry(ByteString publicSpendKey, int classId, long validUntil) {
    boolean isOfTheSameWallet(Entry other) {
      return publicSpendKey.equals(other.publicSpendKey) && classId == other.classId;
    }

    private ByteString encode() {
      return new Encoder().fixed(publicSpendKey).u8(classId).u64(validUntil).toByteString();
    }

    private static Entry decode(ByteString bytes) throws IOException {
      try {
        Decoder in = new Decoder(bytes);
        Entry read = new Entry(in.fixed(KEY_SIZE), in.u8(), in.u64());
        in.end();
        return read;
      } catch (MalformedInput e) {
        throw new IOException("the registrar's book is damaged; restore it from a copy", e);
      }
    }
  }

  private final Storage storage;
  private long count;

  private RegisterBook(Storage storage, long count) {
    this.storage = storage;
    this.count = count;
  }

  /** The book in {@code storage}, which is closed with it. */
  public static RegisterBook open(Storage storage) throws IOException {
    ByteString prefix = new Encoder().u8(ENTRY).toByteString();
    long[] count = new long[1];
    storage.scan(
        prefix,
        prefix,
        (_, value) -> {
          Entry _ = Entry.decode(value);
          count[0]++;
          return true;
        });
    return new RegisterBook(storage, count[0]);
  }

  private static ByteString place(Hash32 tag) {
    return new Encoder().u8(ENTRY).hash(tag).toByteString();
  }

  /** What was signed for the person called {@code tag}, if anything was. */
  Optional<Entry> find(Hash32 tag) throws IOException {
    Optional<ByteString> kept = storage.get(place(tag));
    return kept.isPresent() ? Optional.of(Entry.decode(kept.get())) : Optional.empty();
  }

  /**
   * Enters {@code wanted} for {@code tag}, durably; whether the person may have that wallet. One
   * with another wallet may not, but where the entry is {@code lapsed}.
   */
  synchronized boolean enter(Hash32 tag, Entry wanted, Optional<Entry> lapsed) throws IOException {
    Optional<Entry> known = find(tag);
    if (known.isEmpty()) {
      write(tag, wanted);
      count++;
      return true;
    }
    if (known.get().isOfTheSameWallet(wanted)) {
      if (known.get().validUntil() < wanted.validUntil()) {
        write(tag, wanted);
      }
      return true;
    }
    if (known.equals(lapsed)) {
      write(tag, wanted);
      return true;
    }
    return false;
  }

  private void write(Hash32 tag, Entry entry) throws IOException {
    storage.write(new Storage.Batch().put(place(tag), entry.encode()));
  }

  /** How many people are in it. */
  public synchronized long count() {
    return count;
  }

  @Override
  public void close() throws IOException {
    storage.close();
  }
}
