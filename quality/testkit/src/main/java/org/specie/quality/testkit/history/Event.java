package org.specie.quality.testkit.history;

import org.specie.kernel.core.Check;

/**
 * One operation on one register, from when it was asked for to when its answer was there.
 *
 * @param invoked when it was asked for
 * @param returned when it was answered; {@link #NEVER} if it was not, and then it happened at any
 *     time since or not at all
 */
public record Event(long invoked, long returned, Effect effect) {
  /** The time of an answer that did not come. */
  public static final long NEVER = Long.MAX_VALUE;

  /** What was asked for and what was seen. */
  public sealed interface Effect {}

  /** The register was set. */
  public record Wrote(long value) implements Effect {}

  /** The register held {@code value}. */
  public record Saw(long value) implements Effect {}

  /** The register held {@code expected} and was set. */
  public record Swapped(long expected, long value) implements Effect {}

  /** The register did not hold {@code expected} but {@code held}, and was left alone. */
  public record DidNotSwap(long expected, long held) implements Effect {}

  /** It is not known whether the register held {@code expected} and was set. */
  public record MaySwap(long expected, long value) implements Effect {}

  public Event {
    Check.that(invoked <= returned, "answers come after questions");
    Check.that(
        !(effect instanceof MaySwap) || returned == NEVER, "who was answered knows what was done");
  }

  boolean isAnswered() {
    return returned != NEVER;
  }
}
