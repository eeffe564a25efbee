package org.specie.cash.protocol.disclosure;

import java.util.Optional;
import org.specie.cash.protocol.Suite;
import org.specie.kernel.crypto.bls381.Scalar;

/** What made a state: its owner's enrolment, or a step. */
public sealed interface Maker {
  /** The enrolment: income and balance are zero. */
  record Enrolled() implements Maker {}

  /** The step before. */
  record Made(Step by) implements Maker {}

  /** The step, if it is one. */
  default Optional<Step> step() {
    return switch (this) {
      case Enrolled _ -> Optional.empty();
      case Made(Step by) -> Optional.of(by);
    };
  }

  /** The serial number of the state, which is {@code pid}'s. */
  default Scalar serial(Suite suite, Scalar pid) {
    return switch (this) {
      case Enrolled _ -> suite.enrolmentSerial(pid);
      case Made(Step by) -> by.serial(suite);
    };
  }
}
