package org.specie.ledger.sbft;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.specie.kernel.core.Hash32;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.sbft.metrics.EngineMetrics;
import org.specie.ledger.sbft.metrics.EngineMetrics.Event;

/**
 * Transactions that users of this replica submitted and that are not executed yet: bounded in
 * number, bytes and time. When there is no room the submitter is told. Safe for all threads.
 */
final class Submissions {
  private record Entry(Transaction transaction, long sinceMs) {}

  private final SbftConfig config;
  private final EngineMetrics metrics;
  private final Map<Hash32, Entry> entries = new LinkedHashMap<>();
  private List<Transaction> fresh = new ArrayList<>();
  private List<Hash32> settled = new ArrayList<>();
  private long bytes;

  Submissions(SbftConfig config, EngineMetrics metrics) {
    this.config = config;
    this.metrics = metrics;
  }

  /** Whether there was room; what waits already waits once. */
  synchronized boolean offer(Transaction transaction, long nowMs) {
    if (entries.containsKey(transaction.id())) {
      return true;
    }
    expire(nowMs);
    int size = transaction.bytes().size();
    if (entries.size() >= config.submittedMax() || bytes + size > config.submittedBytesMax()) {
      return false;
    }
    entries.put(transaction.id(), new Entry(transaction, nowMs));
    fresh.add(transaction);
    bytes += size;
    return true;
  }

  private void expire(long nowMs) {
    Iterator<Entry> oldest = entries.values().iterator();
    while (oldest.hasNext()) {
      Entry entry = oldest.next();
      if (nowMs - entry.sinceMs() <= config.submittedMsMax()) {
        return;
      }
      oldest.remove();
      bytes -= entry.transaction().bytes().size();
      metrics.count(Event.TRANSACTION_EXPIRED);
    }
  }

  /** What came since this was asked last. */
  synchronized List<Transaction> takeFresh() {
    List<Transaction> taken = fresh;
    fresh = new ArrayList<>();
    return taken;
  }

  /** What was forgotten since this was asked last without a block that this replica ordered. */
  synchronized List<Hash32> takeSettled() {
    List<Hash32> taken = settled;
    settled = new ArrayList<>();
    return taken;
  }

  /** Everything that waits is fresh again, for a state machine that knows none of it. */
  synchronized void renew() {
    fresh = new ArrayList<>();
    entries.values().forEach(entry -> fresh.add(entry.transaction()));
  }

  /** Forgets what was executed. */
  synchronized void executed(List<Transaction> transactions) {
    for (Transaction each : transactions) {
      Entry entry = entries.remove(each.id());
      if (entry != null) {
        bytes -= each.bytes().size();
      }
    }
  }

  /** Forgets what a block has that others brought. */
  synchronized void followed(List<Transaction> transactions) {
    for (Transaction each : transactions) {
      if (entries.containsKey(each.id())) {
        settled.add(each.id());
      }
    }
    executed(transactions);
    fresh.removeIf(each -> !entries.containsKey(each.id()));
  }

  /**
   * Forgets everything, because a state that others brought may have any of it. Whoever still waits
   * submits again, here or at another replica.
   */
  synchronized void overtaken() {
    settled.addAll(entries.keySet());
    entries.clear();
    fresh.clear();
    bytes = 0;
  }

  synchronized int size() {
    return entries.size();
  }
}
