package org.specie.cash.protocol.credential;

import java.util.List;
import org.specie.cash.protocol.Suite;
import org.specie.kernel.core.Amount;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.ps.PsSignature;

/**
 * A coin: a value that only the owner of pid can claim, once, and the operators' signature on it.
 */
public record Coin(Scalar pid, Scalar serial, Amount value, PsSignature signature) {
  /** The message of its signature: (pid, 1, sn, value, 0, 0, 0, tag). */
  public static List<Scalar> message(Suite suite, Scalar pid, Scalar serial, Amount value) {
    return List.of(
        pid,
        Scalar.ONE,
        serial,
        Scalar.of(value.minor()),
        Scalar.ZERO,
        Scalar.ZERO,
        Scalar.ZERO,
        suite.coinTag());
  }

  /** What claiming the coin publishes. */
  public G1 nullifier(Suite suite, Scalar k) {
    return StateCredential.nullifier(suite, k, serial);
  }

  @Override
  public String toString() {
    return "Coin[redacted]";
  }
}
