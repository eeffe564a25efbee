package org.specie.cash.protocol.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.specie.cash.protocol.proof.Forger.minor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.specie.cash.protocol.Domain;
import org.specie.cash.protocol.PrivateReason;
import org.specie.cash.protocol.Suite;
import org.specie.cash.protocol.World;
import org.specie.cash.protocol.World.Holder;
import org.specie.cash.protocol.relation.Shape;
import org.specie.cash.protocol.transaction.Kind;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.range.OpenRangeProver;
import org.specie.kernel.crypto.range.RangeProofSystem;
import org.specie.kernel.crypto.range.RangeProofSystem.Claim;
import org.specie.kernel.crypto.sigma.Relation;
import org.specie.kernel.crypto.sigma.SigmaProof;
import org.specie.kernel.crypto.transcript.Transcript;
import org.specie.quality.requirements.Requirement;

/**
 * Proofs whose challenges do not depend on everything: each would pass if what it leaves out were
 * left out of the transcript.
 */
@Requirement("D2")
final class FiatShamirTest {
  private final World world = new World(107);
  private final Suite suite = world.suite;
  private final Forger forger = new Forger(world);
  private final Holder mallory = forger.with(world.enrol("mallory", 0), "100.00", "1000.00");
  private final Relation relation =
      suite.relations().state(new Shape(1, Shape.Payout.COIN, false, Shape.Move.NONE)).relation;

  private Forgery paying() {
    return forger.forge(Kind.PAY, mallory).with("v", minor("5.00"));
  }

  private void refuses(StateTransaction forged) {
    assertThat(forger.refusal(forged)).contains(PrivateReason.PROOF_INVALID);
  }

  /** 17, break 2 of UTT: a first message that is not hashed can be chosen to fit any lie. */
  @Test
  void hashesTheFirstMessageOfEveryEquation() {
    assertThat(relation.equations()).hasSize(23);
    for (Relation.Equation equation : relation.equations()) {
      G1 defect = G1.GENERATOR.times(Scalar.random(world.entropy));
      StateTransaction forged =
          paying().bending(p -> p.shift(equation.name(), defect).fixLate(equation.name())).make();
      assertThat(forger.refusal(forged)).as(equation.name()).contains(PrivateReason.PROOF_INVALID);
    }
  }

  /** 17: the same with the very lie that broke UTT. */
  @Test
  void refusesACoinOfAnotherValueWhoseFirstMessageCameLate() {
    refuses(
        paying().committing("C'_val", minor("1000000.00")).bending(p -> p.fixLate("out7")).make());
  }

  /** The control: a first message fixed late for a true statement is the honest one. */
  @Test
  void acceptsAnHonestFirstMessageThoughItCameLate() {
    assertThat(forger.refusal(paying().bending(p -> p.fixLate("out7")).make())).isEmpty();
  }

  /** 17: first messages have their places. */
  @Test
  void refusesFirstMessagesInAnotherOrder() {
    StateTransaction honest = paying().make();
    SigmaProof proof = honest.proofs().sigma();
    for (int i = 0; i + 1 < proof.firstMessages().size(); i++) {
      List<G1> swapped = new ArrayList<>(proof.firstMessages());
      Collections.swap(swapped, i, i + 1);
      refuses(Altered.sigma(honest, new SigmaProof(swapped, proof.responses())));
    }
  }

  /** 18, breaks 2 and 10 of UTT: there a list lost its last element on the way into the hash. */
  @Test
  void refusesAnotherLastElement() {
    StateTransaction honest = paying().make();
    SigmaProof proof = honest.proofs().sigma();
    List<G1> messages = new ArrayList<>(proof.firstMessages());
    messages.set(messages.size() - 1, messages.getLast().plus(G1.GENERATOR));
    refuses(Altered.sigma(honest, new SigmaProof(messages, proof.responses())));
    List<Scalar> responses = new ArrayList<>(proof.responses());
    responses.set(responses.size() - 1, responses.getLast().plus(Scalar.ONE));
    refuses(Altered.sigma(honest, new SigmaProof(proof.firstMessages(), responses)));
    StateTransaction bulk = forger.forge(Kind.BULK, mallory).make();
    G1 nullifier = bulk.body().slots().getFirst().nullifier().plus(G1.GENERATOR);
    refuses(Altered.slotNullifier(bulk, nullifier));
  }

  /**
   * One response too many or too few cannot be sent; a range proof of another size can be built.
   */
  @Test
  void refusesARangeProofOfAnotherSize() {
    StateTransaction honest = paying().make();
    ByteString range = honest.proofs().range();
    for (ByteString other :
        List.of(
            ByteString.EMPTY,
            range.slice(0, range.size() - 1),
            ByteString.concat(range, ByteString.copyOf(new byte[1])))) {
      assertThat(forger.refusalOfValue(Altered.range(honest, other)))
          .contains(PrivateReason.PROOF_INVALID);
    }
  }

  /** What a range proof of this payment is about. */
  private record Ranged(List<Claim> claims, List<Scalar> values, List<Scalar> blindings) {}

  private Ranged ranged(StateTransaction of, Scalar blinding) {
    Scalar v = minor("5.00");
    return new Ranged(
        Instances.claims(world.suite, of.body(), world.rules),
        List.of(v, v, minor("95.00"), minor("995.00")),
        List.of(blinding, blinding, blinding, blinding));
  }

  private StateTransaction blindedBy(Scalar blinding) {
    return paying()
        .blinding("rho1", blinding)
        .blinding("rho2", blinding)
        .blinding("rho3", blinding)
        .make();
  }

  private ByteString range(RangeProofSystem system, Ranged about, Transcript transcript) {
    return OpenRangeProver.prove(
        system, about.claims(), about.values(), about.blindings(), transcript, world.entropy);
  }

  private StateTransaction onlyRangeFails(StateTransaction forged) {
    assertThat(forger.faults(forged)).containsExactly("range");
    return forged;
  }

  /** 25: one payment's range proof under another with the very same commitments. */
  @Test
  void refusesTheRangeProofOfAnotherTransaction() {
    Scalar blinding = Scalar.random(world.entropy);
    StateTransaction one = blindedBy(blinding);
    StateTransaction other = blindedBy(blinding);
    assertThat(one.body().pBal()).isEqualTo(other.body().pBal());
    assertThat(forger.refusal(one)).isEmpty();
    refuses(onlyRangeFails(Altered.range(one, other.proofs().range())));
  }

  /** 19, break 3 of UTT: challenges that come from anywhere but the whole transaction. */
  @Test
  void refusesARangeProofThatDoesNotContinueTheTranscript() {
    Scalar blinding = Scalar.random(world.entropy);
    StateTransaction honest = blindedBy(blinding);
    Ranged about = ranged(honest, blinding);
    Transcript bodyOnly =
        ProofTranscript.begin(suite, world.keys.threshold().key().hash(), honest.bodyBytes());
    for (Transcript transcript : List.of(new Transcript("SPECIE private-cash v1"), bodyOnly)) {
      refuses(onlyRangeFails(Altered.range(honest, range(suite.range(), about, transcript))));
    }
  }

  /** 27, break 3b of UTT: generators of another ledger, or another number of claims. */
  @Test
  void refusesARangeProofOfAnotherSystem() {
    Scalar blinding = Scalar.random(world.entropy);
    StateTransaction honest = blindedBy(blinding);
    Ranged about = ranged(honest, blinding);
    RangeProofSystem foreign = new Suite(new Domain("other", "ILS", 1)).range();
    Transcript transcript = forger.afterResponses(honest);
    refuses(onlyRangeFails(Altered.range(honest, range(foreign, about, transcript.fork()))));
    Ranged fewer =
        new Ranged(
            about.claims().subList(0, 3),
            about.values().subList(0, 3),
            about.blindings().subList(0, 3));
    assertThat(
            forger.refusalOfValue(
                Altered.range(honest, range(suite.range(), fewer, transcript.fork()))))
        .contains(PrivateReason.PROOF_INVALID);
    assertThat(
            forger.refusal(Altered.range(honest, range(suite.range(), about, transcript.fork()))))
        .as("the control: the same way of proving, with the right system")
        .isEmpty();
  }

  /** 36: a proof for another ledger, currency or key draws other challenges from the start. */
  @Test
  void bindsTheProofToDomainKeyAndBody() {
    StateTransaction honest = paying().make();
    ByteString body = honest.bodyBytes();
    var right = ProofTranscript.begin(suite, world.keys.threshold().key().hash(), body).hash();
    var otherKey = ProofTranscript.begin(suite, world.rules.policyHash(), body).hash();
    var otherSuite =
        ProofTranscript.begin(
                new Suite(new Domain("test", "EUR", 1)), world.keys.threshold().key().hash(), body)
            .hash();
    assertThat(List.of(right, otherKey, otherSuite)).doesNotHaveDuplicates();
  }
}
