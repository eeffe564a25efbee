package org.specie.quality.testkit.chaos;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * One misfortune: what happens, to whom, and for how long.
 *
 * @param isAtPrimary whether it prefers the primary of the moment to {@code victim}
 * @param millis how long it lasts at least
 */
record Strike(Kind kind, boolean isAtPrimary, int victim, long millis) {
  /** What happens. */
  enum Kind {
    /** The process ends as in a power cut, and is started again. */
    KILL,
    /** The process stands still, for longer than the others wait for it. */
    PAUSE,
    /** The process ends and its disk is empty when it starts again; only its keys are left. */
    WIPE,
    /** All processes end at once. */
    KILL_ALL,
    /** The process ends, and when it is back the primary ends at that very moment. */
    RELIEF,
    /** The process ends, and a bit of its consensus log is another when it starts again. */
    BIT_FLIP,
    /** The process stands still until everybody has forgotten it. */
    HANG
  }

  private static final List<Kind> KINDS =
      List.of(Kind.KILL, Kind.PAUSE, Kind.WIPE, Kind.KILL_ALL, Kind.RELIEF, Kind.BIT_FLIP);
  private static final int MILLIS_MIN = 500;
  private static final int PAUSE_MILLIS_MIN = 2_500;
  private static final int MILLIS_SPREAD = 1_500;
  private static final int HANG_MILLIS = 25_000;

  /** Every kind of strike once, in an order of the seed's. */
  static List<Strike> each(Random random, int replicas) {
    List<Strike> strikes = new ArrayList<>();
    for (Kind kind : KINDS) {
      strikes.add(draw(kind, random, replicas));
    }
    Collections.shuffle(strikes, random);
    return strikes;
  }

  /** The primary stands still for as long as a pause may last. */
  static Strike hang() {
    return new Strike(Kind.HANG, true, 0, HANG_MILLIS);
  }

  /** Any. */
  static Strike any(Random random, int replicas) {
    return draw(KINDS.get(random.nextInt(KINDS.size())), random, replicas);
  }

  private static Strike draw(Kind kind, Random random, int replicas) {
    int least = kind == Kind.PAUSE ? PAUSE_MILLIS_MIN : MILLIS_MIN;
    return new Strike(
        kind,
        random.nextInt(3) > 0,
        random.nextInt(replicas),
        least + random.nextInt(MILLIS_SPREAD));
  }
}
