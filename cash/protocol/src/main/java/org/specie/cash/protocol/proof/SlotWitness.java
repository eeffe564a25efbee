package org.specie.cash.protocol.proof;

import java.util.List;
import java.util.Optional;
import org.specie.cash.protocol.Suite;
import org.specie.cash.protocol.credential.Coin;
import org.specie.cash.protocol.credential.HolderKeys;
import org.specie.cash.protocol.credential.Show;
import org.specie.cash.protocol.credential.StateCredential;
import org.specie.cash.protocol.relation.SlotTerms;
import org.specie.cash.protocol.transaction.Parts.Slot;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.ps.PsSignature;
import org.specie.kernel.crypto.ps.PsVerificationKey;
import org.specie.kernel.crypto.sigma.Witness;

/** One slot as its prover sees it: a coin of its own, or the rerandomised public dummy. */
final class SlotWitness {
  private static final int PID = 0;
  private static final int L = 1;
  private static final int SN = 2;
  private static final int VALUE = 3;

  private final List<Scalar> attributes;
  private final Scalar psi;
  private final Show show;
  private final Slot slot;

  private SlotWitness(List<Scalar> attributes, Scalar psi, Show show, Slot slot) {
    this.attributes = attributes;
    this.psi = psi;
    this.show = show;
    this.slot = slot;
  }

  static SlotWitness of(
      Suite suite,
      PsVerificationKey key,
      PsSignature dummy,
      HolderKeys keys,
      Optional<Coin> coin,
      Entropy entropy) {
    // A dummy's nullifier is eta/(k + psi) for a fresh psi: as pseudorandom as a real one.
    Scalar psi = coin.isPresent() ? Scalar.ZERO : Scalar.random(entropy);
    List<Scalar> message =
        coin.map(c -> Coin.message(suite, c.pid(), c.serial(), c.value()))
            .orElse(suite.dummyMessage());
    List<Scalar> hidden = message.subList(0, VALUE + 1);
    Show show = Show.of(key, coin.map(Coin::signature).orElse(dummy), hidden, entropy);
    Slot slot =
        new Slot(
            show.sigma1(),
            show.v().get(L),
            show.v().get(PID),
            show.v().get(SN),
            show.v().get(VALUE),
            show.w(),
            StateCredential.nullifier(suite, keys.k(), hidden.get(SN).plus(psi)));
    return new SlotWitness(hidden, psi, show, slot);
  }

  Slot slot() {
    return slot;
  }

  void fill(Witness.Builder in, SlotTerms terms, Scalar pid) {
    in.set(terms.l, attributes.get(L))
        .set(terms.sn, attributes.get(SN))
        .set(terms.val, attributes.get(VALUE))
        .set(terms.rL, show.r(L))
        .set(terms.rSn, show.r(SN))
        .set(terms.rVal, show.r(VALUE))
        .set(terms.delta, show.r(PID).minus(pid.times(show.r(L))))
        .set(terms.psi, psi)
        .set(terms.theta, psi.times(show.r(L)));
  }
}
