package org.specie.kernel.crypto.quorum;

import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;

/** What a quorum certificate is made of. Keys and certificates begin with the scheme's byte. */
public enum QuorumScheme {
  /** Ed25519 signatures side by side: 66 bytes a signer, 24 µs each to verify. */
  MULTI_SIGNATURE(1),
  /** One point of the pairing curve: 48 bytes, 0.6 ms to verify, whatever the threshold. */
  THRESHOLD_SIGNATURE(2);

  private final int code;

  QuorumScheme(int code) {
    this.code = code;
  }

  void encode(Encoder out) {
    out.u8(code);
  }

  static QuorumScheme decode(Decoder in) throws MalformedInput {
    return switch (in.u8()) {
      case 1 -> MULTI_SIGNATURE;
      case 2 -> THRESHOLD_SIGNATURE;
      default -> throw new MalformedInput("no such scheme of quorum certificates");
    };
  }
}
