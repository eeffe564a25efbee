package org.specie.ledger.transport.link;

import java.util.concurrent.atomic.AtomicLong;
import org.specie.kernel.core.Check;

/** Memory that all half-received frames of one listener may hold together. */
final class InboundBudget {
  private final long bytesMax;
  private final AtomicLong held = new AtomicLong();

  InboundBudget(long bytesMax) {
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

  void giveBack(long bytes) {
    long left = held.addAndGet(-bytes);
    Check.that(left >= 0, "no more is given back than was taken");
  }

  long held() {
    return held.get();
  }
}
