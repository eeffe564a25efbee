package org.specie.cash.protocol.proof;

import java.util.List;
import org.specie.cash.protocol.Rules;
import org.specie.cash.protocol.Suite;
import org.specie.cash.protocol.credential.HolderKeys;
import org.specie.cash.protocol.credential.State;
import org.specie.cash.protocol.issuance.SigningRequests;
import org.specie.cash.protocol.relation.EnrolRelation;
import org.specie.cash.protocol.transaction.Enrolment;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.ps.PsVerificationKey;
import org.specie.kernel.crypto.sigma.SigmaProof;
import org.specie.kernel.crypto.sigma.SigmaProver;
import org.specie.kernel.crypto.sigma.Witness;

/** Makes enrolments of statements the registrars have signed. */
public final class EnrolProver {
  /** An enrolment and the first state it creates. */
  public record Made(Enrolment enrolment, Successor successor) {}

  private final Suite suite;
  private final PsVerificationKey key;
  private final Rules rules;

  public EnrolProver(Suite suite, PsVerificationKey key, Rules rules) {
    this.suite = suite;
    this.key = key;
    this.rules = rules;
  }

  /**
   * Proves that the credential to be signed for {@code statement} holds the spend key of {@code
   * keys}.
   */
  public Made prove(
      Enrolment.Statement statement,
      List<Enrolment.Approval> approvals,
      HolderKeys keys,
      Entropy entropy) {
    G1 base = suite.enrolmentBase(keys.pid());
    Scalar d = blinding(keys);
    Enrolment.Body body =
        new Enrolment.Body(
            statement,
            suite.domain().generation(),
            rules.epoch(),
            rules.policyHash(),
            base.times(keys.k()).plus(suite.g().point().times(d)));
    EnrolRelation relation = suite.relations().enrol();
    Witness witness =
        new Witness.Builder(relation.relation).set(relation.k, keys.k()).set(relation.d, d).build();
    SigmaProof proof =
        SigmaProver.prove(
            Instances.of(relation, body, suite),
            witness,
            ProofTranscript.begin(suite, key.hash(), body.bytes()),
            entropy);
    Amount budget = rules.budget(statement.classId());
    return new Made(new Enrolment(body, proof, approvals), successor(suite, body, keys, budget));
  }

  /** The blinding of C_k, from the words alone. */
  private static Scalar blinding(HolderKeys keys) {
    return keys.blinding("enrol", keys.pid().toByteString());
  }

  /**
   * The first state of an enrolment on the ledger, for its owner; used again when restoring.
   *
   * @param budget of the class under the policy the enrolment names
   */
  public static Successor successor(
      Suite suite, Enrolment.Body body, HolderKeys keys, Amount budget) {
    int classId = body.statement().classId();
    State first =
        new State(
            keys.pid(),
            keys.k(),
            suite.enrolmentSerial(keys.pid()),
            Amount.ZERO,
            budget,
            Amount.ZERO,
            body.epoch(),
            classId);
    return new Successor(
        first, SigningRequests.enrolment(suite, body, budget), List.of(blinding(keys)));
  }
}
