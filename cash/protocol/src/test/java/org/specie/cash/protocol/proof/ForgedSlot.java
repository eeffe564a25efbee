package org.specie.cash.protocol.proof;

import java.util.Optional;
import org.specie.cash.protocol.Suite;
import org.specie.cash.protocol.relation.SlotTerms;
import org.specie.cash.protocol.transaction.Parts.Slot;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.sigma.Witness;

/** One slot as a forger wants it; what is not said follows from what is shown. */
final class ForgedSlot {
  private static final int PID = 0;
  private static final int L = 1;
  private static final int SN = 2;
  private static final int VALUE = 3;

  private final Shown shown;
  private final Scalar psi;
  private Optional<Scalar> value = Optional.empty();
  private Optional<Scalar> nullifierKey = Optional.empty();
  private Optional<G1> nullifier = Optional.empty();

  ForgedSlot(Shown shown, Scalar psi) {
    this.shown = shown;
    this.psi = psi;
  }

  /** Claims another value than the one shown. */
  ForgedSlot worth(Scalar lie) {
    value = Optional.of(lie);
    return this;
  }

  /** Makes the nullifier under another key than the one of the state. */
  ForgedSlot nullifierUnder(Scalar otherKey) {
    nullifierKey = Optional.of(otherKey);
    return this;
  }

  /** Shows any point as the nullifier. */
  ForgedSlot nullifier(G1 any) {
    nullifier = Optional.of(any);
    return this;
  }

  Scalar value() {
    return value.orElse(shown.message().get(VALUE));
  }

  Slot slot(Suite suite, Scalar k) {
    Scalar exponent = nullifierKey.orElse(k).plus(shown.message().get(SN)).plus(psi);
    return new Slot(
        shown.sigma1(),
        shown.v().get(L),
        shown.v().get(PID),
        shown.v().get(SN),
        shown.v().get(VALUE),
        shown.w(),
        nullifier.orElseGet(() -> suite.eta().point().times(exponent.inverse())));
  }

  void fill(Witness.Builder in, SlotTerms terms, Scalar pid) {
    Scalar rL = shown.r().get(L);
    in.set(terms.l, shown.message().get(L))
        .set(terms.sn, shown.message().get(SN))
        .set(terms.val, value())
        .set(terms.rL, rL)
        .set(terms.rSn, shown.r().get(SN))
        .set(terms.rVal, shown.r().get(VALUE))
        .set(terms.delta, shown.r().get(PID).minus(pid.times(rL)))
        .set(terms.psi, psi)
        .set(terms.theta, psi.times(rL));
  }
}
