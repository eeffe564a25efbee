package org.specie.quality.testkit.processes;

import java.io.IOException;
import java.util.Arrays;
import org.specie.ledger.sbft.metrics.EngineMetrics;

/**
 * The view changes of a replica since it was started, each from its complaint until it entered a
 * view.
 *
 * @param count how many
 * @param micros what they took together
 */
public record ViewChanges(long count, long micros) {
  /** None. */
  public static final ViewChanges NONE = new ViewChanges(0, 0);

  static ViewChanges of(EngineMetrics metrics) {
    return new ViewChanges(metrics.viewChange().count(), metrics.viewChange().sumMicros());
  }

  /** Those after {@code earlier}. */
  public ViewChanges since(ViewChanges earlier) {
    return new ViewChanges(count - earlier.count, micros - earlier.micros);
  }

  /** One line, which {@link #parse} reads. */
  String print() {
    return "changed %d %d".formatted(count, micros);
  }

  static ViewChanges parse(String line) throws IOException {
    String[] words = line.split(" ", -1);
    String complaint = "a replica answers \"" + line + "\", which is not its view changes";
    if (words.length != 3 || !words[0].equals("changed")) {
      throw new IOException(complaint);
    }
    try {
      long[] numbers = Arrays.stream(words).skip(1).mapToLong(Long::parseLong).toArray();
      return new ViewChanges(numbers[0], numbers[1]);
    } catch (NumberFormatException e) {
      throw new IOException(complaint, e);
    }
  }
}
