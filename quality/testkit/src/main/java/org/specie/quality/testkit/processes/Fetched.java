package org.specie.quality.testkit.processes;

import java.io.IOException;
import java.util.Arrays;
import org.specie.ledger.sbft.metrics.EngineMetrics;

/**
 * What a replica has fetched from others since it was started.
 *
 * @param chunks of a state, checked and stored
 * @param bytes of those
 * @param chunkMicros what checking and storing them took
 * @param installs states that became current
 * @param installMicros what that took
 * @param blocks that were executed after it
 * @param replayMicros what that took
 */
public record Fetched(
    long chunks,
    long bytes,
    long chunkMicros,
    long installs,
    long installMicros,
    long blocks,
    long replayMicros) {
  private static final int FIELDS = 7;

  static Fetched of(EngineMetrics metrics) {
    return new Fetched(
        metrics.chunk().count(),
        metrics.of(EngineMetrics.Event.TRANSFER_BYTES),
        metrics.chunk().sumMicros(),
        metrics.installation().count(),
        metrics.installation().sumMicros(),
        metrics.replay().count(),
        metrics.replay().sumMicros());
  }

  /** One line, which {@link #parse} reads. */
  String print() {
    return "fetched %d %d %d %d %d %d %d"
        .formatted(chunks, bytes, chunkMicros, installs, installMicros, blocks, replayMicros);
  }

  static Fetched parse(String line) throws IOException {
    String[] words = line.split(" ", -1);
    if (words.length != FIELDS + 1 || !words[0].equals("fetched")) {
      throw new IOException("a replica answers \"" + line + "\", which is not what it fetched");
    }
    try {
      long[] numbers = Arrays.stream(words).skip(1).mapToLong(Long::parseLong).toArray();
      return new Fetched(
          numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5], numbers[6]);
    } catch (NumberFormatException e) {
      throw new IOException("a replica answers \"" + line + "\", which is not what it fetched", e);
    }
  }
}
