package org.specie.cli.act;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.specie.kernel.core.Reason;
import org.specie.node.act.Proposed;
import org.specie.wallet.Answer;

/** Copies of one file that were signed apart. */
final class Copies {
  private Copies() {}

  /** Reads and examines one of them. */
  @FunctionalInterface
  interface Reading<T> {
    Answer<T> read(Path file) throws IOException;
  }

  /** The signatures of all of {@code files}; refused as {@code different} if they are not one. */
  static <T extends Proposed<T>> Answer<T> united(
      List<Path> files, Reading<T> reading, Reason different) throws IOException {
    Answer<T> all = reading.read(files.getFirst());
    for (Path file : files.subList(1, files.size())) {
      all =
          all.then(
              one ->
                  reading
                      .read(file)
                      .then(
                          other ->
                              one.isSame(other)
                                  ? Answer.done(one.merged(other))
                                  : Answer.refused(different, "(" + file + ")")));
    }
    return all;
  }
}
