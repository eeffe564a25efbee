package org.specie.quality.testkit.simulation.time;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.quality.testkit.simulation.chance.Chance;

/**
 * SHA-256 over everything that happened, by which two runs of a seed are compared. If asked it also
 * tells it to a person, a line an event.
 */
public final class Trace {
  /** What kinds of things happen. */
  public enum Kind {
    DELIVERED,
    LOST,
    STEPPED,
    FLUSHED,
    EXECUTED,
    CRASHED,
    STARTED,
    SUBMITTED,
    FINAL,
    FAULT,
    NOTICE,
    TRANSFERRED
  }

  private final MessageDigest digest = Hash32.newSha256();
  private final ByteBuffer line = ByteBuffer.allocate(32);
  private final Timeline timeline;
  private final Optional<Consumer<String>> listener;

  public Trace(Timeline timeline, Optional<Consumer<String>> listener) {
    this.timeline = timeline;
    this.listener = listener;
  }

  /** Notes that something happened to {@code who}. */
  public void note(Kind kind, int who, long detail, Supplier<String> words) {
    line.clear();
    line.putLong(timeline.nowUs()).putLong(kind.name().hashCode()).putLong(who).putLong(detail);
    digest.update(line.array());
    listener.ifPresent(
        to ->
            to.accept(
                "%d.%06d #%d r%d %s %s"
                    .formatted(
                        timeline.nowUs() / 1_000_000,
                        timeline.nowUs() % 1_000_000,
                        timeline.happened(),
                        who,
                        kind,
                        words.get())));
  }

  /** A short stand-in for bytes. */
  public static long fingerprint(ByteString bytes) {
    long hash = bytes.size();
    for (int i = 0; i < bytes.size(); i++) {
      hash = hash * 0x100000001B3L + bytes.at(i);
    }
    return Chance.mix(hash);
  }

  /** The hash of the trace so far; nothing is noted afterwards. */
  public Hash32 hash() {
    return Hash32.of(digest.digest());
  }
}
