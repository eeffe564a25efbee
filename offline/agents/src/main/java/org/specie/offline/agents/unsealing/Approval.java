package org.specie.offline.agents.unsealing;

import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.sharing.Lagrange;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;

/**
 * An authority's yes to one case. Spec: docs/spec/56-register.md 3.3.
 *
 * @param index of the authority, from 1
 * @param signature on the commitment of the case
 */
public record Approval(int index, ByteString signature) {
  /** Bytes of the encoding. */
  static final int SIZE = 2 + Ed25519PublicKey.SIGNATURE_SIZE;

  static final String TAG = "SPECIE unsealing approval v1";

  public Approval {
    Check.that(Lagrange.isIndex(index), "a member index is in range");
    Check.that(
        signature.size() == Ed25519PublicKey.SIGNATURE_SIZE, "a signature of Ed25519 has 64 bytes");
  }

  /** Whether one of {@code authorities} signed this for the case with {@code commitment}. */
  public boolean isRight(Authorities authorities, Hash32 commitment) {
    return authorities.isSigned(index, TAG, commitment.bytes(), signature);
  }

  void encode(Encoder out) {
    out.u16(index).fixed(signature);
  }

  static Approval decode(Decoder in) throws MalformedInput {
    int index = in.u16();
    if (!Lagrange.isIndex(index)) {
      throw new MalformedInput("member index out of range");
    }
    return new Approval(index, in.fixed(Ed25519PublicKey.SIGNATURE_SIZE));
  }
}
