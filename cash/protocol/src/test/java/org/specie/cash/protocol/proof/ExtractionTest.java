package org.specie.cash.protocol.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.specie.cash.protocol.proof.Forger.minor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.specie.cash.protocol.Suite;
import org.specie.cash.protocol.World;
import org.specie.cash.protocol.World.Holder;
import org.specie.cash.protocol.credential.Coin;
import org.specie.cash.protocol.relation.EnrolRelation;
import org.specie.cash.protocol.transaction.ClassOrder;
import org.specie.cash.protocol.transaction.Enrolment;
import org.specie.cash.protocol.transaction.FoldTransaction;
import org.specie.cash.protocol.transaction.Kind;
import org.specie.cash.protocol.transaction.LinkTransaction;
import org.specie.cash.protocol.transaction.Parts.EntryClaim;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.sigma.Equations;
import org.specie.kernel.crypto.sigma.Instance;
import org.specie.kernel.crypto.sigma.OpenProver;
import org.specie.kernel.crypto.sigma.SigmaProof;
import org.specie.kernel.crypto.sigma.Witness;
import org.specie.quality.requirements.Requirement;

/**
 * Property P7, the soundness of docs/spec/02 clause 2.10 as a test: a prover that answers two
 * challenges on the same first messages gives away secrets that satisfy every equation.
 */
@Requirement("D2")
final class ExtractionTest {
  private static final int PID = 0;
  private static final int K = 2;

  private final World world = new World(111);
  private final Forger forger = new Forger(world);
  private final Holder ana = world.enrol("ana", 0);
  private final Coin coin = world.issue("coin", ana, Amount.parse("40.00"));

  /** Rewinds {@code prover}, after checking that both its answers satisfy every equation. */
  private List<Scalar> extract(Instance instance, OpenProver prover) {
    List<G1> messages = prover.firstMessages();
    Scalar one = Scalar.random(world.entropy);
    Scalar other = Scalar.random(world.entropy);
    for (Scalar challenge : List.of(one, other)) {
      SigmaProof answered = new SigmaProof(messages, prover.answer(challenge));
      assertThat(Equations.failing(instance, answered, challenge)).isEmpty();
    }
    return Equations.extract(prover.answer(one), one, prover.answer(other), other);
  }

  private List<Scalar> extractFrom(Forgery forgery) {
    AtomicReference<OpenProver> used = new AtomicReference<>();
    StateTransaction made =
        forgery
            .bending(
                p -> {
                  used.set(p);
                  return p;
                })
            .make();
    assertThat(forger.refusal(made)).isEmpty();
    Instance instance = forger.instance(made.body());
    List<Scalar> secrets = extract(instance, used.get());
    assertThat(Equations.unsatisfied(instance, secrets)).isEmpty();
    return secrets;
  }

  private void knows(List<Scalar> secrets) {
    assertThat(secrets.get(PID)).isEqualTo(ana.keys().pid());
    assertThat(secrets.get(K)).isEqualTo(ana.keys().k());
  }

  @Test
  void twoAnswersGiveAwayEverySecretOfAPayment() {
    List<Scalar> secrets = extractFrom(forger.forge(Kind.PAY, ana, coin).with("v", minor("7.00")));
    knows(secrets);
    assertThat(secrets)
        .contains(minor("40.00"), minor("7.00"), coin.serial(), ana.state().state().serial());
  }

  @Test
  void twoAnswersGiveAwayEverySecretOfEveryKindThatConsumesAState() {
    Amount five = Amount.parse("5.00");
    knows(extractFrom(forger.forge(Kind.LOAD, ana).moving(five)));
    knows(extractFrom(forger.forge(Kind.UNLOAD, ana, coin).moving(five)));
    knows(extractFrom(forger.forge(Kind.BULK, ana, coin)));
    knows(extractFrom(forger.renewal(Kind.PAY, forger.at(1, ana), coin)));
    knows(extractFrom(forger.renewal(Kind.BULK_UNLOAD, forger.at(1, ana), coin).moving(five)));
    ClassOrder order = new ClassOrder(ana.keys().publicSpendKey(), 1, 1, World.VALID_UNTIL);
    knows(extractFrom(forger.forge(Kind.CLASS_CHANGE, ana, coin).ordered(order)));
    knows(extractFrom(forger.forge(Kind.REFUND, ana, coin).giving(entry(five), "4.00")));
  }

  /** An entry of {@code amount} that Ana accepted. */
  private EntryOpening entry(Amount amount) {
    Scalar rho1 = Scalar.random(world.entropy);
    Scalar rho5 = Scalar.random(world.entropy);
    G1 value = EntrySecrets.commit(world.suite, Scalar.of(amount.minor()), rho1);
    G1 owner = EntrySecrets.commit(world.suite, ana.keys().pid(), rho5);
    return new EntryOpening(new EntryClaim(Hash32.ZERO, value, owner), amount, rho1, rho5);
  }

  private ForgedFold showing(Shown state, AtomicReference<OpenProver> used) {
    return new ForgedFold(
            world.suite,
            world.keys.threshold().key().hash(),
            world.entropy,
            forger.header(false),
            state)
        .bending(
            p -> {
              used.set(p);
              return p;
            });
  }

  @Test
  void twoAnswersGiveAwayEverySecretOfAFoldAndOfALink() {
    Shown state = forger.show(ana.state(), 7);
    AtomicReference<OpenProver> used = new AtomicReference<>();
    List<ForgedSlot> slots = new ArrayList<>(List.of(forger.slot(coin)));
    while (slots.size() < Suite.BULK_SLOTS) {
      slots.add(forger.dummy());
    }
    FoldTransaction fold = showing(state, used).fold(slots, ana.keys().pid(), minor("40.00"));
    Instance folded = forger.instance(fold.body());
    List<Scalar> secrets = extract(folded, used.get());
    assertThat(Equations.unsatisfied(folded, secrets)).isEmpty();
    knows(secrets);

    LinkTransaction link = showing(state, used).link(ana.keys().pid());
    Instance linked = Instances.of(world.suite.relations().link(), link.body());
    secrets = extract(linked, used.get());
    assertThat(Equations.unsatisfied(linked, secrets)).isEmpty();
    knows(secrets);
  }

  @Test
  void twoAnswersGiveAwayTheKeyOfAnEnrolment() {
    EnrolRelation relation = world.suite.relations().enrol();
    Enrolment.Body body = ana.enrolment().body();
    Scalar d = Scalar.random(world.entropy);
    G1 base = world.suite.enrolmentBase(ana.keys().pid());
    Enrolment.Body known =
        new Enrolment.Body(
            body.statement(),
            body.generation(),
            body.epoch(),
            body.policyHash(),
            base.times(ana.keys().k()).plus(G1.GENERATOR.times(d)));
    Instance instance = Instances.of(relation, known, world.suite);
    Witness witness =
        new Witness.Builder(relation.relation)
            .set(relation.k, ana.keys().k())
            .set(relation.d, d)
            .build();
    List<Scalar> secrets = extract(instance, new OpenProver(instance, witness, world.entropy));
    assertThat(secrets).containsExactly(ana.keys().k(), d);
  }

  /** A lie can be answered for one challenge, never for two: that is what soundness rests on. */
  @Test
  void aLieIsNotAnsweredTwice() {
    AtomicReference<OpenProver> used = new AtomicReference<>();
    StateTransaction forged =
        forger
            .forge(Kind.PAY, ana)
            .committing("C_bal", minor("1000000.00"))
            .bending(
                p -> {
                  used.set(p);
                  return p;
                })
            .make();
    Instance instance = forger.instance(forged.body());
    OpenProver prover = used.get();
    List<G1> messages = new ArrayList<>(prover.firstMessages());
    Scalar challenge = Scalar.random(world.entropy);
    Scalar next = challenge.plus(Scalar.ONE);
    SigmaProof one = new SigmaProof(messages, prover.answer(challenge));
    SigmaProof two = new SigmaProof(messages, prover.answer(next));
    assertThat(Equations.failing(instance, one, challenge)).containsExactly("out3");
    assertThat(Equations.failing(instance, two, next)).containsExactly("out3");
    List<Scalar> secrets = Equations.extract(one.responses(), challenge, two.responses(), next);
    assertThat(Equations.unsatisfied(instance, secrets)).containsExactly("out3");
  }
}
