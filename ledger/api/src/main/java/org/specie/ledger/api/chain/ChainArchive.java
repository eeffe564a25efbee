package org.specie.ledger.api.chain;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;

/**
 * A chain as one stream of bytes, to be handed to whoever wants to verify it. It carries no
 * genesis: a verifier has that from a source it trusts. Read forwards, in constant memory. Source:
 * docs/spec/20-ledger.md, clause 7.5.
 */
public final class ChainArchive implements BlockSource {
  private static final long MAGIC = 0x53_50_45_43_49_45_43_31L;
  private static final int PART_BYTES_MAX = 1 << 30;

  private final DataInputStream in;
  private final long height;
  private long at = -1;
  private Optional<ByteString> block = Optional.empty();
  private Optional<ByteString> certificate = Optional.empty();

  private ChainArchive(DataInputStream in, long height) {
    this.in = in;
    this.height = height;
  }

  /** Writes every block of {@code source} and its certificate; a missing one is written empty. */
  public static void write(BlockSource source, OutputStream target) throws IOException {
    DataOutputStream out = new DataOutputStream(target);
    long last = source.height();
    out.writeLong(MAGIC);
    out.writeLong(last);
    for (long height = 0; height <= last; height++) {
      writePart(out, source.block(height));
      writePart(out, source.certificate(height));
    }
    out.flush();
  }

  /** Reads the archive in {@code stream}, which stays the caller's to close. */
  public static ChainArchive read(InputStream stream) throws IOException {
    DataInputStream in = new DataInputStream(stream);
    if (in.readLong() != MAGIC) {
      throw new IOException("not an archive of a chain");
    }
    long height = in.readLong();
    if (height < -1) {
      throw new IOException("not an archive of a chain: its height is " + height);
    }
    return new ChainArchive(in, height);
  }

  @Override
  public long height() {
    return height;
  }

  @Override
  public Optional<ByteString> block(long wanted) throws IOException {
    advance(wanted);
    return block;
  }

  @Override
  public Optional<ByteString> certificate(long wanted) throws IOException {
    advance(wanted);
    return certificate;
  }

  /**
   * Reads on to {@code wanted}. What lies beyond the end of the stream is missing, and so is what
   * lies beyond the height the archive claims: two archives of one chain do not differ in it.
   */
  private void advance(long wanted) throws IOException {
    Check.that(wanted >= at, "an archive is read forwards");
    while (at < wanted) {
      at++;
      block = at <= height ? readPart() : Optional.empty();
      certificate = at <= height ? readPart() : Optional.empty();
    }
  }

  private static void writePart(DataOutputStream out, Optional<ByteString> part)
      throws IOException {
    byte[] bytes = part.orElse(ByteString.EMPTY).toByteArray();
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private Optional<ByteString> readPart() throws IOException {
    try {
      int size = in.readInt();
      if (size < 0 || size > PART_BYTES_MAX) {
        return Optional.empty();
      }
      byte[] bytes = in.readNBytes(size);
      return size == 0 || bytes.length < size
          ? Optional.empty()
          : Optional.of(ByteString.copyOf(bytes));
    } catch (EOFException e) {
      return Optional.empty();
    }
  }
}
