package org.specie.offline.agents.unsealing;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Storage;
import org.specie.offline.agents.ChainedBook;
import org.specie.offline.token.value.Minutes;

/**
 * The log of an authority, chained, and what it answered. Entries are added and never changed. Safe
 * for many threads; one at a time writes. Spec: docs/spec/56-register.md 4.4 and 4.5.
 */
public final class UnsealingBook {
  private static final int ANSWERED = 2;
  private static final String DAMAGED = "the authority's book is damaged; restore it from a copy";

  private final Storage storage;
  private final ChainedBook entries;

  private UnsealingBook(Storage storage, ChainedBook entries) {
    this.storage = storage;
    this.entries = entries;
  }

  /** The book in {@code storage}, which nobody else writes. */
  public static UnsealingBook open(Storage storage) throws IOException {
    return new UnsealingBook(storage, ChainedBook.open(storage, DAMAGED));
  }

  private static ByteString answeredKey(Hash32 commitment) {
    return new Encoder().u8(ANSWERED).hash(commitment).toByteString();
  }

  /** What was answered in this case. */
  Optional<GivenShare> answered(Hash32 commitment) throws IOException {
    Optional<ByteString> value = storage.get(answeredKey(commitment));
    if (value.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(GivenShare.decode(value.get()));
    } catch (MalformedInput e) {
      throw new IOException(DAMAGED, e);
    }
  }

  /** What the log goes on with for this case. */
  synchronized LogEntry next(Hash32 commitment, Minutes now) {
    return new LogEntry(count() + 1, head(), commitment, now);
  }

  /** Adds the next entry with what is answered; both are durable when this returns. */
  synchronized void write(LogEntry next, GivenShare answer) throws IOException {
    entries.write(
        next.encode(),
        next.digest(),
        new Storage.Batch().put(answeredKey(next.commitment()), answer.encode()));
  }

  /** Shares given so far. */
  public long count() {
    return entries.count();
  }

  /** The digest of the last entry. */
  Hash32 head() {
    return entries.head();
  }

  /**
   * Entries of the log that follow entry {@code number}, from the first on, at most {@code max}.
   */
  public List<LogEntry> after(long number, int max) throws IOException {
    return entries.after(number, max, LogEntry::decode);
  }

  /** Hands out the whole log, in order. */
  public void read(Consumer<LogEntry> reader) throws IOException {
    entries.read(LogEntry::decode, reader);
  }
}
