package org.specie.cash.protocol.proof;

import java.util.List;
import org.specie.cash.protocol.Suite;
import org.specie.cash.protocol.credential.State;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.ps.SigningRequest;

/**
 * The state a transaction creates, not yet signed: what its owner needs to make a credential of the
 * operators' shares.
 */
public record Successor(State state, SigningRequest request, List<Scalar> blindings) {
  public Successor {
    blindings = List.copyOf(blindings);
  }

  /** The message the signature is on. */
  public List<Scalar> message(Suite suite) {
    return state.message(suite);
  }

  @Override
  public String toString() {
    return "Successor[redacted]";
  }
}
