package org.specie.cli.issuer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import org.specie.cli.UsageMistake;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.node.home.DirectoryHome;
import org.specie.offline.agents.unsealing.Authorities;
import org.specie.offline.agents.unsealing.LogHead;

/**
 * The heads of authorities' logs that an observer was ever shown, one after the other in a file.
 */
final class SeenHeads {
  private static final String FILE = "heads";

  /** A longer file of somebody else's is not read: 100,000 heads. */
  private static final int SIZE_MAX = 100_000 * LogHead.SIZE;

  private final DirectoryHome home;
  private final Set<LogHead> heads;

  private SeenHeads(DirectoryHome home, Set<LogHead> heads) {
    this.home = home;
    this.heads = heads;
  }

  /** Those kept in {@code folder}. */
  static SeenHeads in(RoleFolder folder) throws IOException {
    DirectoryHome home = folder.home();
    try {
      return new SeenHeads(home, decode(home.document(FILE).orElse(ByteString.EMPTY)));
    } catch (MalformedInput e) {
      throw new IOException(
          "the file '" + FILE + "' of heads is damaged; restore it, or remove it and begin anew",
          e);
    }
  }

  /** Adds what another observer was shown, who kept it in {@code file}: what is signed of it. */
  void addAll(Path file, Authorities authorities) throws IOException {
    if (Files.size(file) > SIZE_MAX) {
      throw new UsageMistake(
          file + " holds more than 100,000 heads.", "remove heads that are older from it");
    }
    try (InputStream in = Files.newInputStream(file)) {
      for (LogHead each : decode(ByteString.copyOf(in.readNBytes(SIZE_MAX)))) {
        if (each.isSigned(authorities)) {
          heads.add(each);
        }
      }
    } catch (MalformedInput _) {
      throw new UsageMistake(
          file + " holds no heads.", "name the file 'heads' of another observer's folder");
    }
  }

  private static Set<LogHead> decode(ByteString bytes) throws MalformedInput {
    Set<LogHead> heads = new LinkedHashSet<>();
    Decoder in = new Decoder(bytes);
    while (in.remaining() > 0) {
      heads.add(LogHead.decode(in.fixed(LogHead.SIZE)));
    }
    return heads;
  }

  Set<LogHead> all() {
    return Set.copyOf(heads);
  }

  void add(LogHead head) {
    boolean _ = heads.add(head);
  }

  /** Writes them down; durable when this returns. */
  void keep() throws IOException {
    Encoder out = new Encoder();
    heads.forEach(each -> out.fixed(each.encode()));
    home.publish(FILE, out.toByteString());
  }
}
