package org.specie.cash.protocol.credential;

import org.specie.cash.protocol.Suite;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.ps.PsSignature;

/** A state and the operators' signature on it. */
public record StateCredential(State state, PsSignature signature) {
  /** N = (k + sn)^-1·η: consuming the state publishes it, and only its owner can compute it. */
  public G1 nullifier(Suite suite) {
    return nullifier(suite, state.k(), state.serial());
  }

  /** The nullifier of serial number {@code serial} under the spend key {@code k}. */
  public static G1 nullifier(Suite suite, Scalar k, Scalar serial) {
    return suite.eta().point().times(k.plus(serial).inverse());
  }
}
