package org.specie.cli.psp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
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
 * next is answered by what the file says then. Nobody is barred where there is no such file, and
 * the folder is there; where that cannot be known, nobody is let in. Source: docs/spec/41-psp.md
 * 41.27. Safe for many threads.
 */
final class BarredFile implements Barred {
  private static final String FILE = "barred";
  private static final String PARTY = "psp";

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
    if (!isThere()) {
      return new Look("", Set.of());
    }
    BasicFileAttributes now = Files.readAttributes(home.resolve(FILE), BasicFileAttributes.class);
    String state = now.lastModifiedTime() + " " + now.size() + " " + now.fileKey();
    Optional<Look> same = last.filter(each -> each.state().equals(state));
    if (same.isPresent()) {
      return same.get();
    }
    Look read = new Look(state, Set.copyOf(keys()));
    last = Optional.of(read);
    return read;
  }

  /** Whether there is a list; a link that leads nowhere is one that is lost. */
  private boolean isThere() throws IOException {
    try {
      Files.readAttributes(
          home.resolve(FILE), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return true;
    } catch (NoSuchFileException e) {
      if (!ProviderFolder.isIn(home)) {
        throw new IOException("the folder of the provider at " + home + " is gone", e);
      }
      return false;
    }
  }

  /** What the file says, which is there. */
  private Set<String> keys() throws IOException {
    Path file = home.resolve(FILE);
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

  /** Adds {@code key}, or takes it away; changes at the same time come one after the other. */
  void put(String key, boolean isBarred) throws IOException {
    DirectoryHome folder = DirectoryHome.at(home);
    folder.alone(
        PARTY,
        FILE,
        () -> {
          Set<String> keys = new TreeSet<>(isThere() ? keys() : Set.of());
          if (isBarred) {
            keys.add(key);
          } else {
            keys.remove(key);
          }
          String text = keys.stream().map(each -> each + "\n").collect(Collectors.joining());
          folder.publishToOwner(FILE, ByteString.utf8(text));
        });
  }
}
