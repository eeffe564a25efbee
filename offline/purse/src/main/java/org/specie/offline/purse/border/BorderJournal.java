package org.specie.offline.purse.border;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.core.port.Storage;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.offline.purse.journal.SealedLog;

/** The records of a border in a {@link SealedLog}. Spec: docs/spec/53-float.md section 7. */
public final class BorderJournal {
  private static final SealedLog.Shelf SHELF =
      new SealedLog.Shelf("border/journal/", "specie/border/journal");

  private final SealedLog log;
  private final List<BorderRecord> records;

  private BorderJournal(SealedLog log, List<BorderRecord> records) {
    this.log = log;
    this.records = records;
  }

  /**
   * Reads what is in {@code storage}; nothing if one of its records is not what was written under
   * {@code secret}, in this place.
   */
  public static Optional<BorderJournal> open(Storage storage, Secret secret, Entropy entropy)
      throws IOException {
    List<BorderRecord> records = new ArrayList<>();
    return SealedLog.open(
            storage, secret, entropy, SHELF, read -> records.add(BorderRecord.decode(read)))
        .map(log -> new BorderJournal(log, records));
  }

  /** What was read when the journal was opened, in order; handed out once. */
  List<BorderRecord> takeRecords() {
    List<BorderRecord> read = List.copyOf(records);
    records.clear();
    return read;
  }

  /** Writes {@code record} after all others. */
  void append(BorderRecord record) throws IOException {
    log.append(record.encode());
  }

  /** How many records there are. */
  public int count() {
    return log.count();
  }

  /** Digest over all records. */
  public Hash32 head() {
    return log.head();
  }
}
