package org.specie.quality.testkit.processes;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders of a trial. */
public final class Folders {
  private Folders() {}

  /** Copies {@code from} and what is in it to {@code to}, and has it flushed; how many bytes. */
  public static long copy(Path from, Path to) throws IOException {
    long bytes = 0;
    List<Path> all;
    try (Stream<Path> files = Files.walk(from)) {
      all = files.sorted().toList();
    }
    for (Path each : all) {
      Path copy = to.resolve(from.relativize(each).toString());
      if (Files.isDirectory(each)) {
        Files.createDirectories(copy);
      } else {
        Files.copy(each, copy);
        try (FileChannel flushed = FileChannel.open(copy, StandardOpenOption.WRITE)) {
          flushed.force(true);
          bytes += flushed.size();
        }
      }
    }
    return bytes;
  }

  /** Removes {@code folder} and what is in it, if it is there. */
  public static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
