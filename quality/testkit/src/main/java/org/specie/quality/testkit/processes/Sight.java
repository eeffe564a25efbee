package org.specie.quality.testkit.processes;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.specie.ledger.consensus.ReplicaStatus;
import org.specie.ledger.sbft.SbftStatus;

/**
 * What a replica says of itself, in one line.
 *
 * @param phase the engine's
 * @param height of its last block
 * @param certified up to which every block has its certificate
 * @param lag blocks that some other replica claims to be ahead
 * @param view the state machine's
 * @param isVoting whether it takes part, rather than follow after it lost its log
 * @param primary the number of who proposes, -1 while unknown
 * @param connected operators whose link stands
 */
public record Sight(
    String phase,
    long height,
    long certified,
    long lag,
    long view,
    boolean isVoting,
    int primary,
    int connected) {
  static Sight of(SbftStatus status) {
    return new Sight(
        status.engine().phase().name()
            + status.engine().failure().map(why -> ":" + why.replace(' ', '_')).orElse(""),
        status.engine().height(),
        status.certifiedHeight(),
        status.lag(),
        status.replica().map(ReplicaStatus::view).map(view -> view.number()).orElse(0L),
        status.replica().map(ReplicaStatus::isVoting).orElse(false),
        status.primary().map(Plant::number).orElse(-1),
        status.connected().size());
  }

  /** Blocks that a replica may be behind under load and still take part. */
  private static final long LAG_MAX = 16;

  /** Whether it runs, votes and keeps up. */
  public boolean isInService() {
    return phase.equals("RUNNING") && isVoting && lag <= LAG_MAX && height - certified <= LAG_MAX;
  }

  /** Whether it runs, votes and has what the others have. */
  public boolean isWell() {
    return phase.equals("RUNNING") && isVoting && lag == 0 && certified == height;
  }

  /** One line, which {@link #parse} reads. */
  String print() {
    return "phase=%s height=%d certified=%d lag=%d view=%d voting=%b primary=%d connected=%d"
        .formatted(phase, height, certified, lag, view, isVoting, primary, connected);
  }

  static Sight parse(String line) throws IOException {
    Map<String, String> fields = new HashMap<>();
    for (String each : line.split(" ", -1)) {
      int at = each.indexOf('=');
      if (at > 0) {
        fields.put(each.substring(0, at), each.substring(at + 1));
      }
    }
    try {
      return new Sight(
          Objects.requireNonNull(fields.get("phase")),
          number(fields, "height"),
          number(fields, "certified"),
          number(fields, "lag"),
          number(fields, "view"),
          Boolean.parseBoolean(fields.get("voting")),
          (int) number(fields, "primary"),
          (int) number(fields, "connected"));
    } catch (NumberFormatException | NullPointerException e) {
      throw new IOException("a replica answers \"" + line + "\", which is no status of one", e);
    }
  }

  private static long number(Map<String, String> fields, String name) {
    return Long.parseLong(Objects.requireNonNull(fields.get(name)));
  }
}
