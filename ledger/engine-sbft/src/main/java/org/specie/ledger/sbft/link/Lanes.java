package org.specie.ledger.sbft.link;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.specie.kernel.core.Check;

/**
 * What others sent and nobody has looked at yet: a lane for each sender, bounded in number and
 * bytes, and the lanes by turns. So whoever floods has its own frames dropped, and an honest
 * sender's next one waits for one of each other sender at most. Safe for all threads. Source:
 * docs/spec/25-sbft-engine.md, clause 3.3.
 */
public final class Lanes<T> {
  private record Waiting<T>(T item, int bytes) {}

  private static final class Lane<T> {
    private final Queue<Waiting<T>> waiting = new ArrayDeque<>();
    private long bytes;
  }

  private final int itemsMax;
  private final long bytesMax;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** Those in which something waits, the next one first. */
  private final Map<String, Lane<T>> lanes = new LinkedHashMap<>();

  private boolean isWoken;

  /**
   * @param itemsMax how many of one sender's may wait
   * @param bytesMax how many bytes of one sender's may wait
   */
  public Lanes(int itemsMax, long bytesMax) {
    Check.that(itemsMax > 0 && bytesMax > 0, "something may wait");
    this.itemsMax = itemsMax;
    this.bytesMax = bytesMax;
  }

  /** Whether there was room for {@code item}, which {@code sender} sent. */
  public boolean offer(String sender, T item, int bytes) {
    lock.lock();
    try {
      Lane<T> known = lanes.get(sender);
      Lane<T> lane = known == null ? new Lane<>() : known;
      if (lane.waiting.size() >= itemsMax || lane.bytes + bytes > bytesMax) {
        return false;
      }
      lane.waiting.add(new Waiting<>(item, bytes));
      lane.bytes += bytes;
      if (known == null) {
        lanes.put(sender, lane);
        changed.signal();
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Ends the wait that is under way, or the next one, though nothing came. */
  public void wake() {
    lock.lock();
    try {
      isWoken = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** The next one in turn; waits for it for so long, or until somebody wakes. */
  public Optional<T> poll(long waitMs) throws InterruptedException {
    lock.lock();
    try {
      long left = TimeUnit.MILLISECONDS.toNanos(waitMs);
      while (lanes.isEmpty() && !isWoken && left > 0) {
        left = changed.awaitNanos(left);
      }
      isWoken = false;
      return next();
    } finally {
      lock.unlock();
    }
  }

  private Optional<T> next() {
    Iterator<Map.Entry<String, Lane<T>>> turns = lanes.entrySet().iterator();
    if (!turns.hasNext()) {
      return Optional.empty();
    }
    Map.Entry<String, Lane<T>> turn = turns.next();
    String sender = turn.getKey();
    Lane<T> lane = turn.getValue();
    turns.remove();
    Waiting<T> first = lane.waiting.remove();
    lane.bytes -= first.bytes();
    if (!lane.waiting.isEmpty()) {
      lanes.put(sender, lane);
    }
    return Optional.of(first.item());
  }
}
