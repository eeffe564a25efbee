package org.specie.kernel.crypto.quorum;

import java.util.List;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;

/**
 * Evidence that a quorum signed one message. It has the form of evidence and nothing more: which
 * message, which signers and how many is the business of {@link QuorumKey#isValid}. Encoding: the
 * scheme's byte, then the parts or the point; docs/spec/07-quorum-certificates.md, clause 7.3.
 */
public sealed interface QuorumCertificate {
  /** The most signers a certificate can name. */
  int SIGNERS_MAX = 1024;

  /** The most bytes of an encoding. */
  int SIZE_MAX = 1 + 4 + SIGNERS_MAX * Part.SIZE;

  /** A list of Ed25519 signatures, by strictly increasing signers: nobody counts twice. */
  record MultiSignature(List<Part> parts) implements QuorumCertificate {
    public MultiSignature {
      parts = List.copyOf(parts);
      Check.that(parts.size() <= SIGNERS_MAX, "a certificate has at most 1024 parts");
      Check.that(isIncreasing(parts), "signers are strictly increasing");
    }
  }

  /** One signer's contribution: 2 bytes of index, 64 of signature. */
  record Part(int signer, ByteString signature) {
    /** Bytes of a signature. */
    public static final int SIGNATURE_SIZE = Ed25519PublicKey.SIGNATURE_SIZE;

    private static final int SIZE = 2 + SIGNATURE_SIZE;

    public Part {
      Check.that(0 <= signer && signer < SIGNERS_MAX, "a signer is numbered 0 to 1023");
      Check.that(signature.size() == SIGNATURE_SIZE, "a signature has 64 bytes");
    }
  }

  /** A signature under the key the signers share: a compressed point, 48 bytes. */
  record ThresholdSignature(ByteString point) implements QuorumCertificate {
    /** Bytes of the point. */
    public static final int POINT_SIZE = G1.COMPRESSED_SIZE;

    public ThresholdSignature {
      Check.that(point.size() == POINT_SIZE, "a compressed point has 48 bytes");
    }
  }

  /** The scheme it is of. */
  default QuorumScheme scheme() {
    return switch (this) {
      case MultiSignature _ -> QuorumScheme.MULTI_SIGNATURE;
      case ThresholdSignature _ -> QuorumScheme.THRESHOLD_SIGNATURE;
    };
  }

  /** Appends the scheme's byte and the rest. */
  default void encode(Encoder out) {
    scheme().encode(out);
    switch (this) {
      case MultiSignature(var parts) ->
          out.list(parts, (each, part) -> each.u16(part.signer()).fixed(part.signature()));
      case ThresholdSignature(var point) -> out.fixed(point);
    }
  }

  /** Reads what {@link #encode} writes. Whether it is valid is the key's to say. */
  static QuorumCertificate decode(Decoder in) throws MalformedInput {
    return switch (QuorumScheme.decode(in)) {
      case MULTI_SIGNATURE -> decodeParts(in);
      case THRESHOLD_SIGNATURE -> new ThresholdSignature(in.fixed(ThresholdSignature.POINT_SIZE));
    };
  }

  private static MultiSignature decodeParts(Decoder in) throws MalformedInput {
    List<Part> parts = in.list(SIGNERS_MAX, QuorumCertificate::decodePart);
    if (!isIncreasing(parts)) {
      throw new MalformedInput("signers out of order");
    }
    return new MultiSignature(parts);
  }

  private static Part decodePart(Decoder in) throws MalformedInput {
    int signer = in.u16();
    if (signer >= SIGNERS_MAX) {
      throw new MalformedInput("no signer has this number");
    }
    return new Part(signer, in.fixed(Part.SIGNATURE_SIZE));
  }

  private static boolean isIncreasing(List<Part> parts) {
    for (int i = 1; i < parts.size(); i++) {
      if (parts.get(i - 1).signer() >= parts.get(i).signer()) {
        return false;
      }
    }
    return true;
  }
}
