package org.specie.ledger.state.blocks;

import java.util.Optional;
import java.util.TreeMap;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.api.certificate.CommitCertificate;

/**
 * The last blocks of a log as they were appended, and their certificates, so that whoever follows
 * closely need not read and decode them again. Bounded in number and bytes; forgetting costs time
 * and nothing else. Safe for all threads.
 */
final class RecentBlocks {
  /** A block, and its certificate if that has come. */
  record Entry(Block block, Optional<CommitCertificate> certificate, long bytes) {
    private static Entry of(Block block, Optional<CommitCertificate> certificate) {
      long bytes = 0;
      for (Transaction each : block.transactions()) {
        bytes += each.bytes().size();
      }
      return new Entry(block, certificate, bytes);
    }
  }

  private static final int BLOCKS_MAX = 64;
  private static final long BYTES_MAX = 8L << 20;

  private final TreeMap<Long, Entry> entries = new TreeMap<>();
  private long bytes;

  synchronized void appended(Block block, Optional<CommitCertificate> certificate) {
    Entry entry = Entry.of(block, certificate);
    entries.put(block.height(), entry);
    bytes += entry.bytes();
    while (entries.size() > BLOCKS_MAX || (bytes > BYTES_MAX && entries.size() > 1)) {
      bytes -= entries.pollFirstEntry().getValue().bytes();
    }
  }

  synchronized void certified(CommitCertificate certificate) {
    entries.computeIfPresent(
        certificate.height(),
        (height, entry) -> new Entry(entry.block(), Optional.of(certificate), entry.bytes()));
  }

  /** The block and whether it has its certificate, which nobody knows better than this. */
  synchronized Optional<Entry> find(long height) {
    return Optional.ofNullable(entries.get(height));
  }

  /** Nothing in it belongs to the log any more. */
  synchronized void clear() {
    entries.clear();
    bytes = 0;
  }
}
