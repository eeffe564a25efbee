package org.specie.cash.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.specie.cash.protocol.proof.Forger.minor;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.specie.cash.protocol.World.Holder;
import org.specie.cash.protocol.credential.State;
import org.specie.cash.protocol.issuance.SigningRequests;
import org.specie.cash.protocol.proof.Forger;
import org.specie.cash.protocol.proof.Intent;
import org.specie.cash.protocol.transaction.Kind;
import org.specie.cash.protocol.transaction.Parts.StateOutput;
import org.specie.cash.protocol.transaction.StateBody;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.ps.SigningRequest;
import org.specie.quality.requirements.Property;
import org.specie.quality.requirements.Requirement;

/**
 * 50, break 9 of UTT: there the first payment with a fresh budget showed a commitment that anybody
 * could compute from the public record of the budget, and so named the payer.
 */
@Requirement("D8")
final class FirstPaymentTest {
  private final World world = new World(114);
  private final Holder ana = world.enrol("ana", 0);

  /** Every point of a payment. */
  private static List<G1> points(StateTransaction transaction) {
    StateBody body = transaction.body();
    List<G1> points = new ArrayList<>(body.show().v());
    points.add(body.show().sigma1());
    points.add(body.show().w());
    points.add(body.nullifier());
    StateOutput o = body.output();
    points.addAll(List.of(o.cPid(), o.cK(), o.cBal(), o.cBud(), o.cInc(), body.pBal()));
    body.payment()
        .ifPresent(
            p -> {
              p.coin().ifPresent(coin -> points.addAll(List.of(coin.cPid(), coin.cVal())));
              p.pBud().ifPresent(points::add);
              points.add(p.pV());
            });
    points.addAll(transaction.proofs().sigma().firstMessages());
    return points;
  }

  /** Everything an observer can compute from the enrolment of a person, on every base in sight. */
  private Set<G1> computable(StateTransaction transaction) {
    State first = ana.state().state();
    SigningRequest enrolled =
        SigningRequests.enrolment(world.suite, ana.enrolment().body(), world.rules.budget(0));
    Outputs outputs =
        Outputs.of(world.suite, Kind.PAY.code(), world.prepared(transaction).nullifiers());
    List<G1> bases = new ArrayList<>();
    bases.add(enrolled.base());
    bases.add(transaction.body().show().sigma1());
    bases.add(outputs.stateBase(world.suite));
    bases.add(outputs.coinBase(world.suite));
    bases.add(world.suite.value().point());
    bases.add(world.suite.eta().point());
    bases.add(G1.GENERATOR);
    bases.add(ana.keys().publicSpendKey());
    bases.add(ana.enrolment().body().cK());
    List<Scalar> known = new ArrayList<>(first.message(world.suite));
    known.remove(1); // k is nobody's to know
    known.add(Scalar.ONE);
    known.add(first.serial().inverse());
    Set<G1> computable = new HashSet<>();
    for (G1 base : bases) {
      for (Scalar value : known) {
        computable.add(base.times(value));
      }
    }
    // The base of the show stands there itself; its multiples by what is known must not.
    computable.remove(transaction.body().show().sigma1());
    computable.add(ana.state().signature().sigma1());
    return computable;
  }

  @Test
  @Property("P8")
  void showsNothingThatTheEnrolmentLetsCompute() {
    StateTransaction first = world.prove(Intent.claim(false, Optional.empty()), ana).transaction();
    assertThat(points(first)).doesNotContainAnyElementsOf(computable(first));
  }

  /** The control: without blinding factors the same search finds the payer. */
  @Test
  void wouldFindACommitmentWithoutItsBlinding() {
    StateTransaction bare =
        new Forger(world)
            .forge(Kind.PAY, ana)
            .with("v", minor("0.00"))
            .blinding("d4", Scalar.ZERO)
            .blinding("rho3", Scalar.ZERO)
            .make();
    assertThat(points(bare)).containsAnyElementsOf(computable(bare));
  }

  /** The credential is never shown as it was issued. */
  @Test
  @Property("P8")
  void twoShowsOfOneStateHaveNoPointInCommonButTheNullifier() {
    StateTransaction one = world.prove(Intent.claim(false, Optional.empty()), ana).transaction();
    StateTransaction other = world.prove(Intent.claim(false, Optional.empty()), ana).transaction();
    Set<G1> common = new HashSet<>(points(one));
    common.retainAll(new HashSet<>(points(other)));
    assertThat(common).containsExactly(one.body().nullifier());
  }
}
