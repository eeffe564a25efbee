package org.specie.ledger.transport.client;

import org.specie.kernel.core.Check;

/**
 * So many tokens at once, so many a second. What is taken beyond goes into debt and is answered by
 * how long to wait for it, so that a large frame is late and not refused. Time is an argument. For
 * one thread.
 */
final class TokenBucket {
  private static final long NANOS = 1_000_000_000L;

  private final long perSecond;
  private final long burst;

  /** In billionths of a token, so that no fraction is lost between two looks at the clock. */
  private long balance;

  private long at;

  TokenBucket(long perSecond, long burst, long now) {
    Check.that(0 < perSecond && perSecond <= Integer.MAX_VALUE, "a rate fits 31 bits");
    Check.that(0 < burst && burst <= Integer.MAX_VALUE, "a burst fits 31 bits");
    this.perSecond = perSecond;
    this.burst = burst;
    this.balance = burst * NANOS;
    this.at = now;
  }

  /** Takes {@code tokens} and says how many nanoseconds to wait before going on; 0 if none. */
  long take(long tokens, long now) {
    Check.that(0 <= tokens && tokens <= Integer.MAX_VALUE, "an amount fits 31 bits");
    long missing = burst * NANOS - balance;
    long elapsed = Math.max(0, now - at);
    // More time than fills the bucket fills the bucket; the product would not fit.
    long gained = elapsed > missing / perSecond ? missing : elapsed * perSecond;
    balance += gained - tokens * NANOS;
    at = now;
    return balance >= 0 ? 0 : Math.ceilDiv(-balance, perSecond);
  }
}
