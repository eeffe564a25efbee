package org.specie.ledger.api.block;

import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.quorum.QuorumKey;
import org.specie.kernel.crypto.quorum.ThresholdBlsKey;

/**
 * What the operators' quorum certificates are made of, with the public keys that their own do not
 * already give. Source: docs/spec/20-ledger.md, clause 2.2.
 */
public sealed interface CertificateScheme {
  /** One Ed25519 signature an operator, under its consensus key. */
  record MultiSignature() implements CertificateScheme {}

  /**
   * One signature of the group, under three keys that the operators share with different
   * thresholds.
   *
   * @param fast of decisions on the fast path
   * @param commit of preparations and decisions on the slow path
   * @param execution of executed blocks, which is what a commit certificate is made of
   */
  record ThresholdBls(ThresholdBlsKey fast, ThresholdBlsKey commit, ThresholdBlsKey execution)
      implements CertificateScheme {}

  private static int code(CertificateScheme scheme) {
    return switch (scheme) {
      case MultiSignature _ -> 1;
      case ThresholdBls _ -> 2;
    };
  }

  /** Appends the scheme's number and its keys. */
  default void encode(Encoder out) {
    out.u8(code(this));
    switch (this) {
      case MultiSignature _ -> {}
      case ThresholdBls(var fast, var commit, var execution) -> {
        fast.encode(out);
        commit.encode(out);
        execution.encode(out);
      }
    }
  }

  /** Reads what {@link #encode} writes. */
  static CertificateScheme decode(Decoder in) throws MalformedInput {
    return switch (in.u8()) {
      case 1 -> new MultiSignature();
      case 2 -> new ThresholdBls(decodeKey(in), decodeKey(in), decodeKey(in));
      default -> throw new MalformedInput("no such scheme of certificates");
    };
  }

  private static ThresholdBlsKey decodeKey(Decoder in) throws MalformedInput {
    return switch (QuorumKey.decode(in)) {
      case ThresholdBlsKey key -> key;
      default -> throw new MalformedInput("not a key that operators share");
    };
  }
}
