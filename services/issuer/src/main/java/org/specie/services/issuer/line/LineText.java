package org.specie.services.issuer.line;

import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;

/** What the ends of a line sign. Spec: docs/spec/58-issuer-service.md 4.2 and 4.3. */
final class LineText {
  private static final String CALL = "SPECIE issuer call v2";
  private static final String ANSWER = "SPECIE issuer answer v1";

  private LineText() {}

  /** What a caller signs at {@code timeSeconds}, which are not negative. */
  static ByteString call(
      Ed25519PublicKey role, String operation, long timeSeconds, ByteString content) {
    return new Encoder()
        .text(CALL)
        .fixed(role.bytes())
        .text(operation)
        .u64(timeSeconds)
        .bytes(content)
        .toByteString();
  }

  /** What the role signs that was asked with {@code call}. */
  static ByteString answer(ByteString call, Ed25519PublicKey caller, ByteString content) {
    return new Encoder()
        .text(ANSWER)
        .hash(Hash32.sha256(call))
        .fixed(caller.bytes())
        .bytes(content)
        .toByteString();
  }
}
