package org.specie.quality.testkit.simulation.liar;

import org.specie.quality.testkit.simulation.time.Timeline;

/**
 * What a liar's line carries: so many frames in a virtual second to each machine there is, on
 * average; what is beyond is lost. So no liar floods a run, whatever it answers to whom; a real
 * replica is protected from that by the limits of its links, which are not simulated.
 */
public final class Line {
  /** Five times what the busiest liar says that does not answer itself. */
  static final int FRAMES_A_SECOND_MAX = 1_000;

  private static final long SECOND_US = 1_000_000;

  private final Timeline timeline;
  private final long framesMax;
  private long second;
  private long frames;

  public Line(Timeline timeline, int machines) {
    this.timeline = timeline;
    this.framesMax = (long) FRAMES_A_SECOND_MAX * machines;
  }

  /** Whether one more frame gets through. */
  boolean carries() {
    long now = timeline.nowUs() / SECOND_US;
    if (now != second) {
      second = now;
      frames = 0;
    }
    return ++frames <= framesMax;
  }
}
