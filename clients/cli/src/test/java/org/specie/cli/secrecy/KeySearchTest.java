package org.specie.cli.secrecy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.specie.cli.Eventually;

/** That a search finds what is there, and says what it did not see. */
final class KeySearchTest {
  private static final int PAGE = 4_096;
  private static final int SIZE = 700 * PAGE + 11;
  private static final byte[] KEY =
      "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final int PATIENCE_SECONDS = 60;

  private final KeySearch search = new KeySearch(Map.of("key", KEY));

  /** Reads from {@code memory} up to the first page in {@code holes}, at which it fails. */
  private static KeySearch.Source source(byte[] memory, int... holes) {
    return (into, at) -> {
      int from = (int) at;
      int end = Math.min(memory.length, from + into.remaining());
      for (int page : holes) {
        if (from / PAGE == page) {
          throw new IOException("Input/output error");
        }
        if (from < page * PAGE) {
          end = Math.min(end, page * PAGE);
        }
      }
      into.put(ByteBuffer.wrap(memory, from, end - from));
      return end - from;
    };
  }

  private static byte[] memory(int... keysAt) {
    byte[] memory = new byte[SIZE];
    Arrays.fill(memory, (byte) 7);
    for (int at : keysAt) {
      System.arraycopy(KEY, 0, memory, at, KEY.length);
    }
    return memory;
  }

  @Test
  void findsAKeyWhereverItLies() throws IOException {
    int chunk = 1 << 20;
    for (int at :
        new int[] {0, 1, 7, chunk - 128, chunk - 127, chunk - 31, chunk - 1, SIZE - KEY.length}) {
      SortedSet<String> found = new TreeSet<>();
      assertThat(search.in(source(memory(at)), 0, SIZE, found)).isEqualTo(SIZE);
      assertThat(found).as("at %d", at).containsExactly("key");
    }
  }

  /** The rest of what is read at a time, and what comes after it, is looked at all the same. */
  @Test
  void goesOnBehindAPageThatIsNotShownAndCountsIt() throws IOException {
    int[] holes = {2, 3, 256, 500};
    for (int at : new int[] {4 * PAGE, 5 * PAGE + 3, 257 * PAGE, 501 * PAGE + 9}) {
      SortedSet<String> found = new TreeSet<>();
      long read = search.in(source(memory(at), holes), 0, SIZE, found);
      assertThat(found).as("at %d", at).containsExactly("key");
      assertThat(SIZE - read).isEqualTo((long) holes.length * PAGE);
    }
    SortedSet<String> found = new TreeSet<>();
    long _ = search.in(source(memory(3 * PAGE), holes), 0, SIZE, found);
    assertThat(found).isEmpty();
  }

  /** A process that has ended has files that may be read, and memory that may not. */
  @Test
  void seesWhetherMemoryIsShown() throws Exception {
    assumeThat(Path.of("/proc/self/mem")).isReadable();
    assertThat(KeySearch.whyHidden(ProcessHandle.current())).isEmpty();
    // Its child waits until nobody is left who would ask how it ended.
    Process parent =
        new ProcessBuilder("sh", "-c", "exec 3<&0; read line <&3 & exec sleep 600").start();
    try {
      Eventually.holds(
          PATIENCE_SECONDS,
          () -> Files.readString(proc(parent.toHandle(), "comm")).startsWith("sleep"));
      ProcessHandle child = parent.children().findAny().orElseThrow();
      parent.getOutputStream().close();
      Eventually.holds(
          PATIENCE_SECONDS, () -> Files.readString(proc(child, "stat")).contains(") Z "));
      assertThat(KeySearch.whyHidden(child)).isPresent();
    } finally {
      parent.destroyForcibly();
    }
  }

  private static Path proc(ProcessHandle process, String file) {
    return Path.of("/proc", Long.toString(process.pid()), file);
  }
}
