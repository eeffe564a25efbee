package org.specie.cash.protocol.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.specie.cash.protocol.PrivateReason;
import org.specie.cash.protocol.World;
import org.specie.cash.protocol.World.Holder;
import org.specie.cash.protocol.credential.HolderKeys;
import org.specie.cash.protocol.issuance.SigningRequests;
import org.specie.cash.protocol.relation.EnrolRelation;
import org.specie.cash.protocol.transaction.Enrolment;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.ps.SigningRequest;
import org.specie.kernel.crypto.sigma.OpenProver;
import org.specie.kernel.crypto.sigma.SigmaProof;
import org.specie.kernel.crypto.sigma.Witness;
import org.specie.quality.requirements.Property;
import org.specie.quality.requirements.Requirement;

/** Enrolments without the key, with another key, and with somebody else's proof. */
@Requirement("D2")
final class ForgedEnrolmentTest {
  private final World world = new World(106);
  private final Forger forger = new Forger(world);
  private final Holder ana = world.enrol("ana", 0);
  private final Holder ben = world.enrol("ben", 0);

  private Enrolment.Body body(G1 publicSpendKey, int classId, G1 cK) {
    return new Enrolment.Body(
        new Enrolment.Statement(
            world.suite.domain(),
            Hash32.sha256(ByteString.utf8("id of mallory")),
            publicSpendKey,
            classId,
            World.VALID_UNTIL),
        world.suite.domain().generation(),
        world.rules.epoch(),
        world.rules.policyHash(),
        cK);
  }

  /** Enrols {@code publicSpendKey}, commits to {@code committed} and proves with {@code known}. */
  private Enrolment enrol(G1 publicSpendKey, Scalar committed, Scalar known) {
    Scalar d = Scalar.random(world.entropy);
    G1 base = world.suite.enrolmentBase(world.suite.pid(publicSpendKey));
    Enrolment.Body body =
        body(publicSpendKey, 0, base.times(committed).plus(G1.GENERATOR.times(d)));
    EnrolRelation relation = world.suite.relations().enrol();
    Witness witness =
        new Witness.Builder(relation.relation).set(relation.k, known).set(relation.d, d).build();
    SigmaProof proof =
        new OpenProver(Instances.of(relation, body, world.suite), witness, world.entropy)
            .prove(
                ProofTranscript.begin(
                    world.suite, world.keys.threshold().key().hash(), body.bytes()));
    return new Enrolment(body, proof, List.of());
  }

  private void refusesBecauseOf(Enrolment forged, String... faults) {
    assertThat(forger.faults(forged)).containsExactly(faults);
    assertThat(forger.refusal(forged)).contains(PrivateReason.PROOF_INVALID);
  }

  @Test
  void acceptsTheForgerWhenItIsHonest() {
    HolderKeys keys = ana.keys();
    assertThat(forger.refusal(enrol(keys.publicSpendKey(), keys.k(), keys.k()))).isEmpty();
  }

  /** 46, break 10 of UTT: two keys under one identity would spend every coin twice. */
  @Test
  void refusesAnotherKeyInTheStateThanTheOneEnrolled() {
    HolderKeys keys = ana.keys();
    Scalar other = Scalar.random(world.entropy);
    refusesBecauseOf(enrol(keys.publicSpendKey(), other, keys.k()), "out");
    refusesBecauseOf(enrol(keys.publicSpendKey(), other, other), "key");
  }

  /** 46: another key is another identity, so nothing of the first belongs to it. */
  @Test
  @Property("P6")
  void givesEveryKeyItsOwnIdentityBaseAndSerial() {
    Scalar pid = ana.keys().pid();
    Scalar other = ben.keys().pid();
    assertThat(pid).isNotEqualTo(other);
    assertThat(world.suite.enrolmentBase(pid)).isNotEqualTo(world.suite.enrolmentBase(other));
    assertThat(world.suite.enrolmentSerial(pid)).isNotEqualTo(world.suite.enrolmentSerial(other));
  }

  /**
   * 46: all attempts of one key ask for a signature under one base, so that a signer who looks into
   * its log sees that the second is another message.
   */
  @Test
  void asksUnderOneBaseForAllAttemptsOfOneKey() {
    HolderKeys keys = ana.keys();
    Enrolment first = enrol(keys.publicSpendKey(), keys.k(), keys.k());
    Enrolment retry = enrol(keys.publicSpendKey(), keys.k(), keys.k());
    SigningRequest one =
        SigningRequests.enrolment(world.suite, first.body(), world.rules.budget(0));
    SigningRequest two =
        SigningRequests.enrolment(world.suite, retry.body(), world.rules.budget(0));
    assertThat(one.base()).isEqualTo(two.base());
    assertThat(one.digest()).isNotEqualTo(two.digest());
  }

  /** 48: without the key. */
  @Test
  @Property("P3")
  void refusesTheKeyOfAnotherPerson() {
    Scalar mine = ben.keys().k();
    refusesBecauseOf(enrol(ana.keys().publicSpendKey(), mine, mine), "key");
  }

  /** 48: the proof of another enrolment, also of the same key. */
  @Test
  void refusesAProofTakenFromAnotherEnrolment() {
    HolderKeys keys = ana.keys();
    Enrolment victim = enrol(keys.publicSpendKey(), keys.k(), keys.k());
    Enrolment.Body b = victim.body();
    Enrolment otherClass =
        new Enrolment(body(keys.publicSpendKey(), 1, b.cK()), victim.proof(), victim.approvals());
    assertThat(forger.refusal(otherClass)).contains(PrivateReason.PROOF_INVALID);
    Enrolment otherPerson =
        new Enrolment(
            body(ben.keys().publicSpendKey(), 0, b.cK()), victim.proof(), victim.approvals());
    assertThat(forger.refusal(otherPerson)).contains(PrivateReason.PROOF_INVALID);
    Enrolment otherCommitment =
        new Enrolment(
            body(keys.publicSpendKey(), 0, ben.enrolment().body().cK()),
            victim.proof(),
            victim.approvals());
    assertThat(forger.refusal(otherCommitment)).contains(PrivateReason.PROOF_INVALID);
  }

  /** A key enrolled for another epoch, policy, generation or class has another first state. */
  @Test
  void refusesOtherSurroundings() {
    assertThat(new Forger(world, world.rulesAt(4)).refusal(ana.enrolment()))
        .contains(PrivateReason.WRONG_EPOCH);
    Enrolment.Body b = ana.enrolment().body();
    Enrolment unknownClass =
        new Enrolment(
            body(ana.keys().publicSpendKey(), 2, b.cK()), ana.enrolment().proof(), List.of());
    assertThat(forger.refusal(unknownClass)).contains(PrivateReason.UNKNOWN_CLASS);
  }
}
