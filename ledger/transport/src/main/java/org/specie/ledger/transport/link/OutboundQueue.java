package org.specie.ledger.transport.link;

import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.specie.kernel.core.ByteString;

/**
 * Frames on their way out: many threads put, one takes. Full means refused, never waiting. A frame
 * holds memory of the station's until the one after it is taken, which is when it has been written.
 */
final class OutboundQueue {
  static final int HEADER = 4;

  private int framesMax;
  private int bytesMax;
  private final ByteBudget memory;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<ByteString> waiting = new ArrayDeque<>();
  private long bytes;

  /** Of frames that were taken and may still be being written. */
  private long bytesTaken;

  private boolean closed;

  /** What became of a frame. */
  enum Offered {
    QUEUED,
    /** This queue holds as much as it may, or is closed. */
    FULL,
    /** All queues together hold as much as they may. */
    NO_MEMORY
  }

  OutboundQueue(int framesMax, int bytesMax, ByteBudget memory) {
    this.framesMax = framesMax;
    this.bytesMax = bytesMax;
    this.memory = memory;
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

  Offered offer(ByteString frame) {
    lock.lock();
    try {
      if (closed || waiting.size() >= framesMax || bytes + frame.size() > bytesMax) {
        return Offered.FULL;
      }
      if (!memory.take(frame.size())) {
        return Offered.NO_MEMORY;
      }
      add(frame);
      return Offered.QUEUED;
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
      giveBackTaken();
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
        bytesTaken += next.size();
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
      memory.giveBack(bytes);
      bytes = 0;
      giveBackTaken();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void giveBackTaken() {
    memory.giveBack(bytesTaken);
    bytesTaken = 0;
  }

  /** What this queue holds of the memory. */
  long bytes() {
    lock.lock();
    try {
      return bytes + bytesTaken;
    } finally {
      lock.unlock();
    }
  }
}
