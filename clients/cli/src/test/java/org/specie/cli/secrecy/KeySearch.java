package org.specie.cli.secrecy;

import java.io.EOFException;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.specie.kernel.core.Check;

/**
 * Looks for secrets at every offset of files, and of the memory that a process may write to: what
 * its virtual machine keeps for Java, garbage included, and what libraries keep beside that; once,
 * while the process goes on, so what comes and goes meanwhile may be missed. Linux shows the memory
 * of a process to root, and to its owner unless the system restricts that.
 */
final class KeySearch {
  private static final int WORD = Long.BYTES;
  private static final int CHUNK = 1 << 20;
  private static final int PAGE = 1 << 12;
  private static final int OVERLAP = 128;
  private static final int FILTER_BITS = 16;
  private static final long SPREAD = 0x9e3779b97f4a7c15L;
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** That {@code bytes} are where the word at {@code offset} of them is. */
  private static final class Candidate {
    private final String what;
    private final byte[] bytes;
    private final int offset;

    Candidate(String what, byte[] bytes, int offset) {
      this.what = what;
      this.bytes = bytes;
      this.offset = offset;
    }

    /** Whether they are in the first {@code size} of {@code all}, by the word at {@code at}. */
    boolean isIn(byte[] all, int size, int at) {
      int start = at - offset;
      int end = start + bytes.length;
      return 0 <= start && end <= size && Arrays.equals(all, start, end, bytes, 0, bytes.length);
    }
  }

  private final Map<Long, List<Candidate>> byWord = new HashMap<>();
  private final boolean[] filter = new boolean[1 << FILTER_BITS];

  /**
   * @param secrets of 15 to 128 bytes: of those, one word at a multiple of eight is within each
   */
  KeySearch(Map<String, byte[]> secrets) {
    secrets.forEach(
        (what, bytes) -> {
          Check.that(2 * WORD - 1 <= bytes.length && bytes.length <= OVERLAP, "15 to 128 bytes");
          for (int offset = 0; offset < WORD; offset++) {
            long word = (long) WORDS.get(bytes, offset);
            filter[slot(word)] = true;
            byWord
                .computeIfAbsent(word, _ -> new ArrayList<>())
                .add(new Candidate(what, bytes, offset));
          }
        });
  }

  private static int slot(long word) {
    return (int) ((word * SPREAD) >>> (Long.SIZE - FILTER_BITS));
  }

  /** Why nothing of the memory of {@code process} is shown to this one; nothing if some is. */
  static Optional<String> whyHidden(ProcessHandle process) {
    // Whether a file may be read says little here: the kernel asks again at opening and reading.
    try (FileChannel memory = FileChannel.open(memory(process), StandardOpenOption.READ)) {
      for (Range each : writable(process)) {
        if (read(memory::read, each.from(), ByteBuffer.allocate(1)) == 1) {
          return Optional.empty();
        }
      }
      return Optional.of("nothing of process " + process.pid() + " can be read");
    } catch (IOException e) {
      return Optional.of(e.toString());
    }
  }

  private static Path memory(ProcessHandle process) {
    return Path.of("/proc", Long.toString(process.pid()), "mem");
  }

  private static Path maps(ProcessHandle process) {
    return memory(process).resolveSibling("maps");
  }

  /** Addresses that a process may write to. */
  private record Range(long from, long to) {}

  private static List<Range> writable(ProcessHandle process) throws IOException {
    List<Range> ranges = new ArrayList<>();
    for (String each : Files.readAllLines(maps(process))) {
      String[] parts = each.split("[- ]", 4);
      if (parts[2].startsWith("rw")) {
        ranges.add(new Range(Long.parseLong(parts[0], 16), Long.parseLong(parts[1], 16)));
      }
    }
    return ranges;
  }

  /**
   * What was found in memory.
   *
   * @param read bytes that were looked at
   * @param hidden bytes that were to be looked at, and that the kernel did not show
   */
  record Memory(SortedSet<String> found, long read, long hidden) {}

  /** What is in the memory of {@code process}, range after range, while it goes on. */
  Memory inMemoryOf(ProcessHandle process) throws IOException {
    SortedSet<String> found = new TreeSet<>();
    long all = 0;
    long read = 0;
    try (FileChannel memory = FileChannel.open(memory(process), StandardOpenOption.READ)) {
      for (Range each : writable(process)) {
        all += each.to() - each.from();
        read += in(memory::read, each.from(), each.to(), found);
      }
    }
    return new Memory(found, read, all - read);
  }

  /** What is in the files of {@code folder}, and where. */
  SortedSet<String> inFilesOf(Path folder) throws IOException {
    SortedSet<String> found = new TreeSet<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path each : files.filter(Files::isRegularFile).toList()) {
        try (FileChannel file = FileChannel.open(each, StandardOpenOption.READ)) {
          long _ = in(file::read, 0, file.size(), found);
        } catch (NoSuchFileException e) {
          // A database puts files away while it is looked at; their entries are in others.
        }
      }
    }
    return found;
  }

  /** Bytes by where they are, as a {@link FileChannel} reads them. */
  @FunctionalInterface
  interface Source {
    int read(ByteBuffer into, long at) throws IOException;
  }

  /**
   * Looks at all from {@code from} on and before {@code to}; goes on at the next page where
   * something cannot be read.
   *
   * @return how many bytes could
   */
  long in(Source source, long from, long to, SortedSet<String> found) throws IOException {
    byte[] chunk = new byte[CHUNK];
    long shown = 0;
    long seen = from;
    long at = from;
    while (at < to) {
      int size = (int) Math.min(CHUNK, to - at);
      int read = read(source, at, ByteBuffer.wrap(chunk, 0, size));
      in(chunk, read, found);
      long end = at + read;
      shown += Math.max(0, end - seen);
      seen = Math.max(seen, end);
      if (read < size) {
        at = (end / PAGE + 1) * PAGE;
        seen = at;
      } else {
        at = end < to ? end - OVERLAP : to;
      }
    }
    return shown;
  }

  private static int read(Source source, long at, ByteBuffer into) throws IOException {
    while (into.hasRemaining()) {
      int read;
      try {
        read = source.read(into, at + into.position());
      } catch (EOFException e) {
        break;
      } catch (IOException e) {
        // A page that the kernel does not show, or that has gone; what comes before it counts.
        if (into.position() == 0 && !String.valueOf(e.getMessage()).contains("Input/output")) {
          throw e;
        }
        break;
      }
      if (read <= 0) {
        break;
      }
    }
    return into.position();
  }

  private void in(byte[] bytes, int size, SortedSet<String> found) {
    for (int at = 0; at + WORD <= size; at += WORD) {
      long word = (long) WORDS.get(bytes, at);
      if (filter[slot(word)]) {
        for (Candidate each : byWord.getOrDefault(word, List.of())) {
          if (each.isIn(bytes, size, at)) {
            found.add(each.what);
          }
        }
      }
    }
  }
}
