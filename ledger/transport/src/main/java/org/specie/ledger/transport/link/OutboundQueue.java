package org.specie.ledger.transport.link;

import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.specie.kernel.core.ByteString;

/** Frames on their way out: many threads put, one takes. Full means refused, never waiting. */
final class OutboundQueue {
  static final int HEADER = 4;

  private int framesMax;
  private int bytesMax;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<ByteString> waiting = new ArrayDeque<>();
  private long bytes;
  private boolean closed;

  OutboundQueue(int framesMax, int bytesMax) {
    this.framesMax = framesMax;
    this.bytesMax = bytesMax;
  }

  void confine(int frames, int bytesAtMost) {
    lock.lock();
    try {
      framesMax = frames;
      bytesMax = bytesAtMost;
    } finally {
      lock.unlock();
    }
  }

  boolean offer(ByteString frame) {
    lock.lock();
    try {
      if (closed || waiting.size() >= framesMax || bytes + frame.size() > bytesMax) {
        return false;
      }
      add(frame);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Puts a keep-alive if nothing else is waiting, for then what waits is one. */
  void offerKeepAlive() {
    lock.lock();
    try {
      if (!closed && waiting.isEmpty()) {
        add(ByteString.EMPTY);
      }
    } finally {
      lock.unlock();
    }
  }

  private void add(ByteString frame) {
    bytes += frame.size();
    waiting.add(frame);
    if (waiting.size() == 1) {
      changed.signal();
    }
  }

  /**
   * Waits for frames and moves as many into {@code batch} as fill {@code bytesWanted}, one at
   * least; false when the queue is closed.
   */
  boolean take(List<ByteString> batch, int bytesWanted) throws InterruptedException {
    lock.lock();
    try {
      while (waiting.isEmpty() && !closed) {
        changed.await();
      }
      if (closed) {
        return false;
      }
      int size = 0;
      for (@Nullable ByteString next = waiting.peek(); next != null; next = waiting.peek()) {
        size += HEADER + next.size();
        if (!batch.isEmpty() && size > bytesWanted) {
          break;
        }
        batch.add(waiting.remove());
        bytes -= next.size();
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      waiting.clear();
      bytes = 0;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
