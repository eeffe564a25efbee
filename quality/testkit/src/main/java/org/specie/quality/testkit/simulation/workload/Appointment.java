package org.specie.quality.testkit.simulation.workload;

import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.api.block.Transaction;
import org.specie.quality.testkit.simulation.chance.Chance;
import org.specie.quality.testkit.simulation.time.Trace;

/**
 * What the committee asks for: other operators from the next epoch on. The code shows that nobody
 * else asked for exactly these.
 */
public record Appointment(OperatorSet operators, long code) {
  private static final long COMMITTEE_KEY = 0xC0337EEL;
  private static final String KIND = "appointment";

  /** An appointment as the committee makes it. */
  public static Appointment of(OperatorSet operators) {
    return new Appointment(operators, codeOf(operators));
  }

  private static long codeOf(OperatorSet operators) {
    return Chance.mix(Trace.fingerprint(operators.encode()) ^ COMMITTEE_KEY) >>> 1;
  }

  /** Whether the committee made it. */
  public boolean isAuthentic() {
    return code == codeOf(operators);
  }

  public Transaction transaction() {
    return new Transaction(
        new Encoder().text(KIND).u64(code).fixed(operators.encode()).toByteString());
  }

  /** The appointment in a transaction, if it is one. */
  public static Optional<Appointment> read(ByteString bytes) {
    try {
      Decoder in = new Decoder(bytes);
      if (!in.text(KIND.length()).equals(KIND)) {
        return Optional.empty();
      }
      long code = in.u64();
      Appointment appointment = new Appointment(OperatorSet.decode(in), code);
      in.end();
      return Optional.of(appointment);
    } catch (MalformedInput e) {
      return Optional.empty();
    }
  }
}
