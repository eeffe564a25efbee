package org.specie.ledger.transport.link;

import java.util.concurrent.atomic.AtomicLong;
import org.specie.kernel.core.Check;

/** Memory that all links of one station may hold together, for frames of one direction. */
final class ByteBudget {
  private final long bytesMax;
  private final AtomicLong held = new AtomicLong();

  ByteBudget(long bytesMax) {
    Check.that(bytesMax > 0, "a budget is above zero");
    this.bytesMax = bytesMax;
  }

  /** Takes {@code bytes}, or nothing if they are not there. */
  boolean take(long bytes) {
    if (held.addAndGet(bytes) <= bytesMax) {
      return true;
    }
    held.addAndGet(-bytes);
    return false;
  }

  /** Whether {@code bytes} could be taken now. */
  boolean has(long bytes) {
    return held.get() + bytes <= bytesMax;
  }

  void giveBack(long bytes) {
    long left = held.addAndGet(-bytes);
    Check.that(left >= 0, "no more is given back than was taken");
  }

  long held() {
    return held.get();
  }
}
