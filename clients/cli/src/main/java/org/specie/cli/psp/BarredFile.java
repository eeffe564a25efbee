package org.specie.cli.psp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.specie.kernel.core.ByteString;
import org.specie.node.home.DirectoryHome;
import org.specie.services.psp.Hex;
import org.specie.services.psp.entry.Barred;

/**
 * The customers a provider lets in no more, in a file of its folder: a key a line. What is asked
 * next is answered by what the file says then. Source: docs/spec/41-psp.md 41.27. Safe for many
 * threads.
 */
final class BarredFile implements Barred {
  private static final String FILE = "barred";

  /** Keys; a longer file is no list of customers. */
  private static final int KEYS_MAX = 100_000;

  private final Path home;
  private Optional<Look> last = Optional.empty();

  BarredFile(Path home) {
    this.home = home;
  }

  /** What stood in the file when it was of this time, size and place. */
  private record Look(String state, Set<String> keys) {}

  @Override
  public boolean names(ByteString key) throws IOException {
    return look().keys().contains(key.toHex());
  }

  private synchronized Look look() throws IOException {
    Path file = home.resolve(FILE);
    String state;
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      state = now.lastModifiedTime() + " " + now.size() + " " + now.fileKey();
    } catch (NoSuchFileException _) {
      return new Look("", Set.of());
    }
    Optional<Look> same = last.filter(each -> each.state().equals(state));
    if (same.isPresent()) {
      return same.get();
    }
    Look read = new Look(state, Set.copyOf(keys()));
    last = Optional.of(read);
    return read;
  }

  private Set<String> keys() throws IOException {
    Path file = home.resolve(FILE);
    if (!Files.exists(file)) {
      return Set.of();
    }
    List<String> lines = Files.readAllLines(file, StandardCharsets.US_ASCII);
    Set<String> keys =
        lines.stream()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .collect(Collectors.toCollection(TreeSet::new));
    if (keys.size() > KEYS_MAX || !keys.stream().allMatch(key -> Hex.key(key).isPresent())) {
      throw new IOException(
          file + " is no list of customers' keys, one a line; nobody is let in until it is");
    }
    return keys;
  }

  /** Adds {@code key}, or takes it away. */
  void put(String key, boolean isBarred) throws IOException {
    Set<String> keys = new TreeSet<>(keys());
    if (isBarred) {
      keys.add(key);
    } else {
      keys.remove(key);
    }
    String text = keys.stream().map(each -> each + "\n").collect(Collectors.joining());
    DirectoryHome.at(home).publish(FILE, ByteString.utf8(text));
  }
}
