package org.specie.ledger.api.certificate;

import java.util.List;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.quorum.QuorumCertificate;
import org.specie.ledger.api.block.BlockHeader;
import org.specie.ledger.api.block.DomainTag;

/**
 * What a quorum of operators said of one header. What it proves is for {@link CertificateVerifier}
 * to say. Source: docs/spec/20-ledger.md, section 6.
 */
public record CommitCertificate(long height, Hash32 headerHash, QuorumCertificate quorum) {
  private static final DomainTag TAG = new DomainTag("specie/ledger/commit/1");

  public CommitCertificate {
    Check.that(height >= 0, "heights start at 0");
  }

  /** The certificate of {@code header} that {@code parts} make, in the order of operators. */
  public static CommitCertificate of(BlockHeader header, List<QuorumCertificate.Part> parts) {
    return new CommitCertificate(
        header.height(), header.hash(), new QuorumCertificate.MultiSignature(parts));
  }

  /** The bytes an operator makes a share on: tag, ledger, height and header hash. */
  public static ByteString signedBytes(Hash32 ledgerId, long height, Hash32 headerHash) {
    return TAG.frame(new Encoder().hash(ledgerId).u64(height).hash(headerHash).toByteString());
  }

  static ByteString signedBytes(BlockHeader header) {
    return signedBytes(header.ledgerId(), header.height(), header.hash());
  }

  /** The canonical bytes. */
  public ByteString encode() {
    Encoder out = new Encoder();
    encode(out);
    return out.toByteString();
  }

  /** Appends the canonical bytes. */
  public void encode(Encoder out) {
    out.u64(height).hash(headerHash);
    quorum.encode(out);
  }

  /** Reads canonical bytes. */
  public static CommitCertificate decode(ByteString bytes) throws MalformedInput {
    Decoder in = new Decoder(bytes);
    CommitCertificate certificate = decode(in);
    in.end();
    return certificate;
  }

  /** Reads what {@link #encode(Encoder)} appends. */
  public static CommitCertificate decode(Decoder in) throws MalformedInput {
    return new CommitCertificate(in.u64(), in.hash(), QuorumCertificate.decode(in));
  }
}
