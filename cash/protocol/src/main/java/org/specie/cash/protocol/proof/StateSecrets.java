package org.specie.cash.protocol.proof;

import java.util.List;
import java.util.stream.IntStream;
import org.specie.cash.protocol.credential.HolderKeys;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.crypto.bls381.Scalar;

/**
 * Blinding factors of the state a holder creates: derived from the words, the public salt and the
 * nullifier, so that restoring needs nothing but the ledger. A fresh salt an attempt keeps two
 * attempts on one state from sharing any.
 */
public record StateSecrets(
    List<Scalar> d, Scalar rho1, Scalar rho2, Scalar rho3, Scalar rho4, Scalar rho6, Scalar rho7) {
  public StateSecrets {
    d = List.copyOf(d);
  }

  /** The blindings for {@code salt} and the canonical nullifier of the state consumed. */
  public static StateSecrets derive(HolderKeys keys, ByteString salt, ByteString nullifier) {
    return new StateSecrets(
        IntStream.rangeClosed(1, 5).mapToObj(i -> keys.blinding("d" + i, salt, nullifier)).toList(),
        keys.blinding("rho1", salt, nullifier),
        keys.blinding("rho2", salt, nullifier),
        keys.blinding("rho3", salt, nullifier),
        keys.blinding("rho4", salt, nullifier),
        keys.blinding("rho6", salt, nullifier),
        keys.blinding("rho7", salt, nullifier));
  }

  @Override
  public String toString() {
    return "StateSecrets[redacted]";
  }
}
