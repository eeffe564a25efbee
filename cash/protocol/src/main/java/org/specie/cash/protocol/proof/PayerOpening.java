package org.specie.cash.protocol.proof;

import org.specie.cash.protocol.Outputs;
import org.specie.cash.protocol.Suite;
import org.specie.cash.protocol.transaction.Parts.StateOutput;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;

/**
 * The opening of the commitment to who made a transaction: what its maker alone can show to others,
 * and nobody in two ways. It says nothing about balance, budget or any other transaction. Source:
 * docs/spec/33-receipts.md, clause 33.10. Encoding: 32 bytes.
 */
public record PayerOpening(Scalar pidBlinding) {
  /** Whether {@code state} was made by {@code pid} and by nobody else. */
  public boolean opens(Suite suite, Outputs outputs, Scalar pid, StateOutput state) {
    G1 committed = outputs.stateBase(suite).times(pid).plus(suite.g().point().times(pidBlinding));
    return committed.equals(state.cPid());
  }

  /** Appends the canonical bytes. */
  public void encode(Encoder out) {
    pidBlinding.encode(out);
  }

  /** Reads what {@link #encode} appends. */
  public static PayerOpening decode(Decoder in) throws MalformedInput {
    return new PayerOpening(Scalar.decode(in));
  }

  @Override
  public String toString() {
    return "PayerOpening[redacted]";
  }
}
