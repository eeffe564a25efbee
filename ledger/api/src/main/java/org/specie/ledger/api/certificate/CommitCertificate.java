package org.specie.ledger.api.certificate;

import java.util.List;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.ledger.api.block.BlockHeader;
import org.specie.ledger.api.block.DomainTag;
import org.specie.ledger.api.block.OperatorSet;

/**
 * Signatures of operators over one header, by the operators' index in the genesis, in increasing
 * order. What it proves is for {@link CertificateVerifier} to say. Source: docs/spec/20-ledger.md,
 * section 6.
 */
public record CommitCertificate(
    long height, Hash32 headerHash, List<OperatorSignature> signatures) {
  private static final int SCHEME_ED25519 = 1;
  private static final DomainTag TAG = new DomainTag("specie/ledger/commit/1");

  /** One operator's Ed25519 signature of 64 bytes. */
  public record OperatorSignature(int operator, ByteString signature) {
    public OperatorSignature {
      Check.that(
          0 <= operator && operator < OperatorSet.OPERATORS_MAX, "an operator's index is in range");
      Check.that(signature.size() == Ed25519PublicKey.SIGNATURE_SIZE, "a signature has 64 bytes");
    }
  }

  public CommitCertificate {
    signatures = List.copyOf(signatures);
    Check.that(height >= 0, "heights start at 0");
    Check.that(isIncreasing(signatures), "signatures stand in the order of operators");
  }

  /** The bytes an operator signs: tag, ledger, height and header hash. */
  static ByteString signedBytes(BlockHeader header) {
    return signedBytes(header.ledgerId(), header.height(), header.hash());
  }

  /** The bytes an operator signs for the block at {@code height} with this header hash. */
  public static ByteString signedBytes(Hash32 ledgerId, long height, Hash32 headerHash) {
    return TAG.frame(new Encoder().hash(ledgerId).u64(height).hash(headerHash).toByteString());
  }

  private static boolean isIncreasing(List<OperatorSignature> signatures) {
    int last = -1;
    for (OperatorSignature each : signatures) {
      if (each.operator() <= last) {
        return false;
      }
      last = each.operator();
    }
    return true;
  }

  /** The canonical bytes. */
  public ByteString encode() {
    return new Encoder()
        .u8(SCHEME_ED25519)
        .u64(height)
        .hash(headerHash)
        .list(signatures, (to, each) -> to.u16(each.operator()).fixed(each.signature()))
        .toByteString();
  }

  /** Reads canonical bytes. */
  public static CommitCertificate decode(ByteString bytes) throws MalformedInput {
    Decoder in = new Decoder(bytes);
    if (in.u8() != SCHEME_ED25519) {
      throw new MalformedInput("not a certificate of Ed25519 signatures");
    }
    long height = in.u64();
    Hash32 headerHash = in.hash();
    List<OperatorSignature> signatures =
        in.list(OperatorSet.OPERATORS_MAX, CommitCertificate::decodeSignature);
    in.end();
    if (!isIncreasing(signatures)) {
      throw new MalformedInput("signatures out of order");
    }
    return new CommitCertificate(height, headerHash, signatures);
  }

  private static OperatorSignature decodeSignature(Decoder in) throws MalformedInput {
    int operator = in.u16();
    if (operator >= OperatorSet.OPERATORS_MAX) {
      throw new MalformedInput("no operator has this index");
    }
    return new OperatorSignature(operator, in.fixed(Ed25519PublicKey.SIGNATURE_SIZE));
  }
}
