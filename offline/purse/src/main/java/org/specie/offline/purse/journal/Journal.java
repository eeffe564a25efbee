package org.specie.offline.purse.journal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.core.port.Storage;
import org.specie.kernel.crypto.seed.Secret;

/** The records of a purse in a {@link SealedLog}. Spec: docs/spec/52-purse.md section 2. */
public final class Journal {
  private static final SealedLog.Shelf SHELF =
      new SealedLog.Shelf("purse/journal/", "specie/purse/journal");

  private final SealedLog log;
  private final List<JournalRecord> records;
  private Consumer<JournalRecord> follower = _ -> {};

  private Journal(SealedLog log, List<JournalRecord> records) {
    this.log = log;
    this.records = records;
  }

  /**
   * Reads what is in {@code storage}; nothing if one of its records is not what was written under
   * {@code secret}, in this place.
   */
  public static Optional<Journal> open(Storage storage, Secret secret, Entropy entropy)
      throws IOException {
    List<JournalRecord> records = new ArrayList<>();
    return SealedLog.open(
            storage, secret, entropy, SHELF, read -> records.add(JournalRecord.decode(read)))
        .map(log -> new Journal(log, records));
  }

  /** What was read when the journal was opened, in order; handed out once. */
  public List<JournalRecord> takeRecords() {
    List<JournalRecord> read = List.copyOf(records);
    records.clear();
    return read;
  }

  /** Writes {@code record} after all others. */
  public void append(JournalRecord record) throws IOException {
    log.append(record.encode());
    follower.accept(record);
  }

  /** From now on tells {@code next} of every record that is on the disk. */
  public void follow(Consumer<JournalRecord> next) {
    follower = next;
  }

  /** How many records there are: whoever notes it down can tell later whether some were cut off. */
  public int count() {
    return log.count();
  }

  /** Digest over all records: whoever notes it down can tell later whether some are missing. */
  public Hash32 head() {
    return log.head();
  }
}
