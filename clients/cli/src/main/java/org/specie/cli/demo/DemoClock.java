package org.specie.cli.demo;

import org.specie.kernel.core.port.Clock;

/** The time of day, and the days the story jumps over. */
final class DemoClock implements Clock {
  private final Clock real;
  private long jumpedSeconds;

  DemoClock(Clock real) {
    this.real = real;
  }

  @Override
  public synchronized long epochSeconds() {
    return real.epochSeconds() + jumpedSeconds;
  }

  /** Jumps to {@code seconds}, if that lies ahead. */
  synchronized void jumpTo(long seconds) {
    jumpedSeconds = Math.max(jumpedSeconds, seconds - real.epochSeconds());
  }
}
