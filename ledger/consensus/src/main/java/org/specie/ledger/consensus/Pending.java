package org.specie.ledger.consensus;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.specie.kernel.core.Hash32;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.consensus.value.Batch;
import org.specie.ledger.consensus.value.Tuning;

/**
 * Transactions a replica waits to see executed, in the order they came: those its own users
 * submitted, which it watches, and at a primary those others handed over. Bounded; what does not
 * fit is left to its submitter.
 */
final class Pending {
  private static final class Entry {
    private final Transaction transaction;
    private long sinceMs;
    private long handedOverAtMs = NEVER;
    private boolean isProposed;

    private Entry(Transaction transaction, long nowMs) {
      this.transaction = transaction;
      this.sinceMs = nowMs;
    }
  }

  private static final long NEVER = -1;

  /** Of what is shown in one message, but for its last transaction: frames have an end. */
  private static final int REQUEST_BYTES_MAX = 1 << 20;

  private final Map<Hash32, Entry> entries = new LinkedHashMap<>();

  /** The own ones, oldest first; and those to propose, where some may have been by now. */
  private final Map<Hash32, Entry> own = new LinkedHashMap<>();

  private final Deque<Entry> waiting = new ArrayDeque<>();
  private int proposed;

  /** Own transactions in the last batch that had any. */
  private int ownExecutedLast;

  /** Whether the transaction is new here. */
  boolean add(Transaction transaction, boolean isOwn, long nowMs) {
    if (entries.size() >= Tuning.PENDING_MAX || entries.containsKey(transaction.id())) {
      return false;
    }
    Entry entry = new Entry(transaction, nowMs);
    entries.put(transaction.id(), entry);
    waiting.add(entry);
    if (isOwn) {
      own.put(transaction.id(), entry);
    }
    return true;
  }

  int size() {
    return entries.size();
  }

  /** Transactions that are in no proposal yet. */
  int unproposed() {
    return entries.size() - proposed;
  }

  /** Transactions that are in a proposal and not executed. */
  int proposed() {
    return proposed;
  }

  boolean hasOwn() {
    return !own.isEmpty();
  }

  /** The next batch's worth of transactions, marked as proposed. */
  List<Transaction> take(Tuning tuning) {
    List<Transaction> taken = new ArrayList<>();
    long bytes = 0;
    while (!waiting.isEmpty() && taken.size() < tuning.batchTransactionsMax()) {
      Entry entry = waiting.element();
      boolean isOpen = !entry.isProposed && entries.get(entry.transaction.id()) == entry;
      if (isOpen) {
        bytes += entry.transaction.bytes().size();
        if (bytes > tuning.batchBytesMax() && !taken.isEmpty()) {
          break;
        }
        mark(entry);
        taken.add(entry.transaction);
      }
      waiting.remove();
    }
    return taken;
  }

  private void mark(Entry entry) {
    entry.isProposed = true;
    proposed++;
  }

  /** Marks what somebody's proposal carries, so that it is not proposed again. */
  void markProposed(Batch batch) {
    for (Transaction each : batch.transactions()) {
      Entry entry = entries.get(each.id());
      if (entry != null && !entry.isProposed) {
        mark(entry);
      }
    }
  }

  /** Forgets what was executed. */
  void executed(Batch batch) {
    int before = own.size();
    batch.transactions().forEach(each -> forget(each.id()));
    if (own.size() < before) {
      ownExecutedLast = before - own.size();
    }
  }

  /** Forgets what nobody waits for here. */
  void forget(List<Hash32> transactions) {
    transactions.forEach(this::forget);
    ownExecutedLast = 0;
  }

  private void forget(Hash32 id) {
    Entry entry = entries.remove(id);
    if (entry != null) {
      proposed -= entry.isProposed ? 1 : 0;
      own.remove(id);
    }
  }

  /**
   * Begins a view: nothing is proposed in it, its primary gets its time, and what others had handed
   * over they will hand over to the new primary.
   */
  void restart(long nowMs) {
    entries.clear();
    entries.putAll(own);
    waiting.clear();
    waiting.addAll(own.values());
    proposed = 0;
    for (Entry entry : own.values()) {
      entry.isProposed = false;
      entry.sinceMs = nowMs;
      entry.handedOverAtMs = NEVER;
    }
  }

  /** Since when the transaction an own user has waited for longest has waited in this view. */
  long oldestOwnSinceMs() {
    return own.isEmpty() ? Long.MAX_VALUE : own.values().iterator().next().sinceMs;
  }

  /**
   * Whether fewer own transactions wait to be handed over than were answered together last: whoever
   * was answered is about to ask again.
   */
  boolean isMoreExpected() {
    int kept = 0;
    for (Entry entry : own.values()) {
      kept += entry.handedOverAtMs == NEVER ? 1 : 0;
    }
    return 0 < kept && kept < ownExecutedLast;
  }

  /** Own transactions never handed to the primary of this view; marked as handed over. */
  List<Transaction> takeToHandOver(long nowMs, int atMost) {
    return take(atMost, nowMs, entry -> entry.handedOverAtMs == NEVER);
  }

  /** Own transactions handed over by {@code byMs} and still waiting; marked again. */
  List<Transaction> takeToRepeat(long byMs, long nowMs, int atMost) {
    return take(
        atMost, nowMs, entry -> entry.handedOverAtMs != NEVER && entry.handedOverAtMs <= byMs);
  }

  private List<Transaction> take(int atMost, long nowMs, Predicate<Entry> isDue) {
    List<Transaction> taken = new ArrayList<>();
    long bytes = 0;
    for (Entry entry : own.values()) {
      if (taken.size() == atMost || bytes >= REQUEST_BYTES_MAX) {
        break;
      }
      if (isDue.test(entry)) {
        entry.handedOverAtMs = nowMs;
        taken.add(entry.transaction);
        bytes += entry.transaction.bytes().size();
      }
    }
    return taken;
  }
}
