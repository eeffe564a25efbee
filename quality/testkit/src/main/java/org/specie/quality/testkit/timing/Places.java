package org.specie.quality.testkit.timing;

/** Where replicas stand, and how long a frame takes between two of them. */
public enum Places {
  /** All in one room, a tenth of a millisecond apart. */
  ONE_ROOM,
  /**
   * Replicas of three organisations in turn: 1 ms within an organisation, and 50, 100 and 150 ms
   * one way between two of them.
   */
  THREE_ORGANISATIONS;

  private static final int ORGANISATIONS = 3;
  private static final long ROOM_US = 100;
  private static final long WITHIN_US = 1_000;
  private static final long STEP_US = 50_000;

  /** The organisation of a replica. */
  public int organisation(int replica) {
    return this == ONE_ROOM ? 0 : replica % ORGANISATIONS;
  }

  /** The least time of a frame, the same in both directions. */
  public long us(int from, int to) {
    return switch (this) {
      case ONE_ROOM -> ROOM_US;
      case THREE_ORGANISATIONS ->
          organisation(from) == organisation(to)
              ? WITHIN_US
              // 0 and 1: 50 ms, 0 and 2: 100 ms, 1 and 2: 150 ms.
              : STEP_US * (organisation(from) + organisation(to));
    };
  }

  /** What is added to it at most, evenly. */
  public long jitterUs() {
    return switch (this) {
      case ONE_ROOM -> 50;
      case THREE_ORGANISATIONS -> 2_000;
    };
  }
}
