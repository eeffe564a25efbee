package org.specie.kernel.crypto.quorum;

import java.util.List;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;

/**
 * A proof that enough of the signers, numbered from 0, signed one message. What it proves is for a
 * key to say. Source: docs/spec/07-quorum-certificates.md.
 */
public sealed interface QuorumCertificate {
  /** One more than the highest number of a signer. */
  int SIGNERS_MAX = 1024;

  /** One Ed25519 signature a signer, in the order of signers. */
  record MultiSignature(List<Part> parts) implements QuorumCertificate {
    public MultiSignature {
      parts = List.copyOf(parts);
      Check.that(isIncreasing(parts), "signatures stand in the order of signers");
    }
  }

  /** One signer's Ed25519 signature of 64 bytes. */
  record Part(int signer, ByteString signature) {
    /** Length of a signature in bytes. */
    public static final int SIGNATURE_SIZE = 64;

    public Part {
      Check.that(0 <= signer && signer < SIGNERS_MAX, "a signer's number is in range");
      Check.that(signature.size() == SIGNATURE_SIZE, "a signature has 64 bytes");
    }
  }

  /** A signature of the group: a compressed point of 48 bytes. */
  record ThresholdSignature(ByteString point) implements QuorumCertificate {
    /** Length of the point in bytes. */
    public static final int POINT_SIZE = 48;

    public ThresholdSignature {
      Check.that(point.size() == POINT_SIZE, "a compressed point has 48 bytes");
    }
  }

  private static boolean isIncreasing(List<Part> parts) {
    for (int i = 1; i < parts.size(); i++) {
      if (parts.get(i - 1).signer() >= parts.get(i).signer()) {
        return false;
      }
    }
    return true;
  }

  /** Appends the canonical bytes. */
  default void encode(Encoder out) {
    switch (this) {
      case MultiSignature(List<Part> parts) ->
          out.u8(1).list(parts, (to, each) -> to.u16(each.signer()).fixed(each.signature()));
      case ThresholdSignature(ByteString point) -> out.u8(2).fixed(point);
    }
  }

  /** Reads canonical bytes. */
  static QuorumCertificate decode(Decoder in) throws MalformedInput {
    int scheme = in.u8();
    return switch (scheme) {
      case 1 -> {
        List<Part> parts = in.list(SIGNERS_MAX, QuorumCertificate::decodePart);
        if (!isIncreasing(parts)) {
          throw new MalformedInput("signatures out of order");
        }
        yield new MultiSignature(parts);
      }
      case 2 -> new ThresholdSignature(in.fixed(ThresholdSignature.POINT_SIZE));
      default -> throw new MalformedInput("no certificate has this scheme");
    };
  }

  private static Part decodePart(Decoder in) throws MalformedInput {
    int signer = in.u16();
    if (signer >= SIGNERS_MAX) {
      throw new MalformedInput("no signer has this number");
    }
    return new Part(signer, in.fixed(Part.SIGNATURE_SIZE));
  }
}
