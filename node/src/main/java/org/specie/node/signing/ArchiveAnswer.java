package org.specie.node.signing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.Check;
import org.specie.kernel.crypto.bls381.G1;

/** Archived aggregates of consecutive blocks, as many as one message is to have. */
final class ArchiveAnswer {
  /** No block is added with which an answer would be longer than this, but for the first. */
  private static final int BYTES = 512 * 1024;

  /** Version, kind, height and number of blocks. */
  private static final int HEAD_BYTES = 1 + 1 + 8 + 4;

  private ArchiveAnswer() {}

  /**
   * Aggregates of at most {@code count} blocks from {@code from} on; nothing if the first of them
   * is not archived, or if its aggregates alone are longer than a message.
   */
  static Optional<SigningMessage.Aggregates> of(SignatureArchive archive, long from, int count)
      throws IOException {
    List<List<SigningMessage.Signed>> blocks = new ArrayList<>();
    long size = HEAD_BYTES;
    long last = Math.min(archive.height(), from + count - 1);
    for (long height = from; height <= last; height++) {
      List<SigningMessage.Signed> block = archive.block(height);
      size += bytes(block);
      if (size > (blocks.isEmpty() ? SigningMessage.BYTES_MAX : BYTES)) {
        break;
      }
      blocks.add(block);
    }
    Check.that(blocks.size() <= count, "no more is answered than was asked");
    return blocks.isEmpty()
        ? Optional.empty()
        : Optional.of(new SigningMessage.Aggregates(from, blocks));
  }

  private static long bytes(List<SigningMessage.Signed> block) {
    long bytes = 4;
    for (SigningMessage.Signed each : block) {
      bytes += 2 + 4 + each.signatures().size() * 2L * G1.SIZE;
    }
    return bytes;
  }
}
