package org.specie.offline.agents;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Storage;

/**
 * Numbered entries that are added and never changed, with their count and the digest of the last.
 * What an entry holds, and that it names the one before, is its owner's. Keys begin with the bytes
 * 0 and 1; others of the storage are free. Safe for many threads; one at a time writes. Spec:
 * docs/spec/54-agents.md 4.4, docs/spec/56-register.md 4.4.
 */
public final class ChainedBook {
  private static final int HEAD = 0;
  private static final int ENTRY = 1;

  private final Storage storage;
  private final String damaged;
  private long count;
  private Hash32 head;

  private ChainedBook(Storage storage, String damaged, long count, Hash32 head) {
    this.storage = storage;
    this.damaged = damaged;
    this.count = count;
    this.head = head;
  }

  /** Reads an entry. */
  @FunctionalInterface
  public interface Reader<T> {
    T read(ByteString bytes) throws MalformedInput;
  }

  /**
   * The book in {@code storage}, which nobody else writes.
   *
   * @param damaged what is said of a book that cannot be read
   */
  public static ChainedBook open(Storage storage, String damaged) throws IOException {
    Optional<ByteString> end = storage.get(headKey());
    if (end.isEmpty()) {
      return new ChainedBook(storage, damaged, 0, Hash32.ZERO);
    }
    try {
      Decoder in = new Decoder(end.get());
      ChainedBook book = new ChainedBook(storage, damaged, in.u64(), in.hash());
      in.end();
      return book;
    } catch (MalformedInput e) {
      throw new IOException(damaged, e);
    }
  }

  private static ByteString headKey() {
    return new Encoder().u8(HEAD).toByteString();
  }

  private static ByteString entryKey(long number) {
    return new Encoder().u8(ENTRY).u64(number).toByteString();
  }

  /** Writes {@code entry} as the next one, with whatever {@code beside} puts; durable at return. */
  public synchronized void write(ByteString entry, Hash32 digest, Storage.Batch beside)
      throws IOException {
    long number = count + 1;
    storage.write(
        beside
            .put(entryKey(number), entry)
            .put(headKey(), new Encoder().u64(number).hash(digest).toByteString()));
    count = number;
    head = digest;
  }

  /** Entries so far. */
  public synchronized long count() {
    return count;
  }

  /** The digest of the last entry; zero of none. */
  public synchronized Hash32 head() {
    return head;
  }

  /** The entry with this number, from 1. */
  public <T> T entry(long number, Reader<T> reader) throws IOException {
    ByteString bytes = storage.get(entryKey(number)).orElseThrow(() -> new IOException(damaged));
    try {
      return reader.read(bytes);
    } catch (MalformedInput e) {
      throw new IOException(damaged, e);
    }
  }

  /** Entries with a number above {@code number}, in order, at most {@code max}. */
  public <T> List<T> after(long number, int max, Reader<T> reader) throws IOException {
    List<ByteString> found = new ArrayList<>();
    if (number < count()) {
      storage.scan(
          new Encoder().u8(ENTRY).toByteString(),
          entryKey(number + 1),
          (_, value) -> {
            found.add(value);
            return found.size() < max;
          });
    }
    List<T> all = new ArrayList<>();
    try {
      for (ByteString each : found) {
        all.add(reader.read(each));
      }
    } catch (MalformedInput e) {
      throw new IOException(damaged, e);
    }
    return all;
  }

  /** Hands out all entries so far, in order. */
  public <T> void read(Reader<T> reader, Consumer<T> visitor) throws IOException {
    long last = count();
    for (long number = 1; number <= last; number++) {
      visitor.accept(entry(number, reader));
    }
  }
}
