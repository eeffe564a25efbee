package org.specie.cli.issuer;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.node.home.DirectoryHome;
import org.specie.offline.agents.unsealing.LogHead;

/**
 * The heads of authorities' logs that an observer was ever shown, one after the other in a file.
 */
final class SeenHeads {
  private static final String FILE = "heads";

  private final DirectoryHome home;
  private final Set<LogHead> heads;

  private SeenHeads(DirectoryHome home, Set<LogHead> heads) {
    this.home = home;
    this.heads = heads;
  }

  /** Those kept in {@code folder}. */
  static SeenHeads in(RoleFolder folder) throws IOException {
    DirectoryHome home = folder.home();
    Optional<ByteString> kept = home.document(FILE);
    Set<LogHead> heads = new LinkedHashSet<>();
    try {
      Decoder in = new Decoder(kept.orElse(ByteString.EMPTY));
      while (in.remaining() > 0) {
        heads.add(LogHead.decode(in.fixed(LogHead.SIZE)));
      }
    } catch (MalformedInput e) {
      throw new IOException(
          "the file '" + FILE + "' of heads is damaged; restore it, or remove it and begin anew",
          e);
    }
    return new SeenHeads(home, heads);
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
