package org.specie.cash.gateway.message;

import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.ledger.state.StateProof;

/** What the state is said to hold at a key, nothing included, and the proof of it. */
public record StateEntry(Optional<ByteString> value, StateProof proof) {
  private static final int VALUE_BYTES_MAX = 256 * 1024;
  private static final int PROOF_BYTES_MAX = 16 * 1024;

  void encode(Encoder out) {
    out.bool(value.isPresent());
    value.ifPresent(out::bytes);
    out.bytes(proof.encode());
  }

  static StateEntry decode(Decoder in) throws MalformedInput {
    Optional<ByteString> value =
        in.bool() ? Optional.of(in.bytes(VALUE_BYTES_MAX)) : Optional.empty();
    return new StateEntry(value, StateProof.decode(in.bytes(PROOF_BYTES_MAX)));
  }
}
