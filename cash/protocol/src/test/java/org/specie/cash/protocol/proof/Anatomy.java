package org.specie.cash.protocol.proof;

import java.util.ArrayList;
import java.util.List;
import org.specie.cash.protocol.Outputs;
import org.specie.cash.protocol.Rules;
import org.specie.cash.protocol.Suite;
import org.specie.cash.protocol.transaction.Enrolment;
import org.specie.cash.protocol.transaction.FoldTransaction;
import org.specie.cash.protocol.transaction.Header;
import org.specie.cash.protocol.transaction.Kind;
import org.specie.cash.protocol.transaction.LinkTransaction;
import org.specie.cash.protocol.transaction.Parts.Slot;
import org.specie.cash.protocol.transaction.Parts.StateShow;
import org.specie.cash.protocol.transaction.PrivateTransaction;
import org.specie.cash.protocol.transaction.StateBody;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.crypto.batch.NaiveSum;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.G2;
import org.specie.kernel.crypto.bls381.PairingProduct;
import org.specie.kernel.crypto.bls381.PairingProduct.Factor;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.ps.PsVerificationKey;
import org.specie.kernel.crypto.range.RangeProofSystem.Claim;
import org.specie.kernel.crypto.sigma.Equations;
import org.specie.kernel.crypto.sigma.Instance;
import org.specie.kernel.crypto.sigma.SigmaProof;
import org.specie.kernel.crypto.sigma.SigmaVerifier;
import org.specie.kernel.crypto.transcript.Transcript;

/**
 * Takes a transaction apart and says which of its equations are false, by docs/spec/10 and not by
 * the verifiers. A test of an attack asks it so as to know that the equation under attack is the
 * only one in the attacker's way.
 */
final class Anatomy {
  private static final int PID = 0;
  private static final int L = 1;
  private static final int SN = 2;
  private static final int VALUE = 3;
  private static final int EPOCH = 6;
  private static final int TAG = 7;

  private final Suite suite;
  private final PsVerificationKey key;
  private final Rules rules;

  Anatomy(Suite suite, PsVerificationKey key, Rules rules) {
    this.suite = suite;
    this.key = key;
    this.rules = rules;
  }

  /**
   * Names of what is false: "show.0" for the state's credential, "show.i" for that of slot i, the
   * names of sigma equations, "range".
   */
  List<String> faults(PrivateTransaction transaction) {
    return switch (transaction) {
      case StateTransaction state -> faults(state);
      case FoldTransaction fold -> faults(fold);
      case LinkTransaction link -> faults(link);
      case Enrolment enrolment -> faults(enrolment);
    };
  }

  private List<String> faults(StateTransaction transaction) {
    StateBody body = transaction.body();
    List<String> faults = shows(body.header(), body.show(), body.shape().renewal(), body.slots());
    Transcript transcript = ProofTranscript.begin(suite, key.hash(), body.bytes());
    faults.addAll(Equations.failing(instance(body), transaction.proofs().sigma(), transcript));
    range(Instances.claims(suite, body, rules), transaction.proofs().range(), transcript, faults);
    return faults;
  }

  /** What the sigma proof of a transaction with {@code body} proves. */
  Instance instance(StateBody body) {
    Outputs outputs = outputs(body.kind(), body.nullifier(), body.slots());
    return Instances.of(
        suite,
        suite.relations().state(body.shape()),
        body,
        rules,
        outputs.stateBase(suite),
        outputs.coinBase(suite));
  }

  /** The transcript where the range proof of {@code transaction} goes on. */
  Transcript afterResponses(StateTransaction transaction) {
    StateBody body = transaction.body();
    Transcript transcript = ProofTranscript.begin(suite, key.hash(), body.bytes());
    var _ = SigmaVerifier.prepare(instance(body), transaction.proofs().sigma(), transcript);
    return transcript;
  }

  private List<String> faults(FoldTransaction transaction) {
    FoldTransaction.Body body = transaction.body();
    List<String> faults = shows(body.header(), body.show(), true, body.slots());
    Instance instance = instance(body);
    Transcript transcript = ProofTranscript.begin(suite, key.hash(), body.bytes());
    faults.addAll(Equations.failing(instance, transaction.proofs().sigma(), transcript));
    range(List.of(Claim.of(body.pV())), transaction.proofs().range(), transcript, faults);
    return faults;
  }

  /** What the sigma proof of a fold with {@code body} proves. */
  Instance instance(FoldTransaction.Body body) {
    List<ByteString> consumed = new ArrayList<>();
    body.slots().forEach(slot -> consumed.add(canonical(slot.nullifier())));
    Outputs outputs = Outputs.of(suite, Kind.FOLD.code(), consumed);
    return Instances.of(suite.relations().fold(), body, outputs.coinBase(suite));
  }

  private List<String> faults(LinkTransaction transaction) {
    LinkTransaction.Body body = transaction.body();
    List<String> faults = shows(body.header(), body.show(), true, List.of());
    Instance instance = Instances.of(suite.relations().link(), body);
    faults.addAll(equations(instance, transaction.proof(), body.bytes()));
    return faults;
  }

  private List<String> faults(Enrolment enrolment) {
    Instance instance = Instances.of(suite.relations().enrol(), enrolment.body(), suite);
    return equations(instance, enrolment.proof(), enrolment.bodyBytes());
  }

  private List<String> equations(Instance instance, SigmaProof proof, ByteString body) {
    return Equations.failing(instance, proof, ProofTranscript.begin(suite, key.hash(), body));
  }

  private static ByteString canonical(G1 nullifier) {
    return nullifier.clearCofactor().toCompressed();
  }

  private Outputs outputs(Kind kind, G1 nullifier, List<Slot> slots) {
    List<ByteString> consumed = new ArrayList<>();
    consumed.add(canonical(nullifier));
    slots.forEach(slot -> consumed.add(canonical(slot.nullifier())));
    return Outputs.of(suite, kind.code(), consumed);
  }

  private void range(
      List<Claim> claims, ByteString proof, Transcript transcript, List<String> faults) {
    try (NaiveSum sum = new NaiveSum()) {
      if (!suite.range().accumulate(claims, proof, transcript, Scalar.ONE, sum) || !sum.isZero()) {
        faults.add("range");
      }
    }
  }

  private List<String> shows(
      Header header, StateShow state, boolean epochHidden, List<Slot> slots) {
    List<String> faults = new ArrayList<>();
    G2 tagged = tagged(suite.stateTag(header.classId()));
    G2 stateKey =
        epochHidden
            ? tagged
            : tagged.plus(key.yTilde().get(EPOCH).times(Scalar.of(header.epoch())));
    List<G2> ofState = key.yTilde().subList(0, state.v().size());
    if (!holds(state.sigma1(), stateKey, state.v(), ofState, state.w())) {
      faults.add("show.0");
    }
    G2 coinKey = tagged(suite.coinTag());
    List<G2> ofCoin =
        List.of(
            key.yTilde().get(PID),
            key.yTilde().get(L),
            key.yTilde().get(SN),
            key.yTilde().get(VALUE));
    for (int i = 0; i < slots.size(); i++) {
      Slot slot = slots.get(i);
      List<G1> v = List.of(slot.vPid(), slot.vL(), slot.vSn(), slot.vVal());
      if (!holds(slot.sigma1(), coinKey, v, ofCoin, slot.w())) {
        faults.add("show." + (i + 1));
      }
    }
    return faults;
  }

  private G2 tagged(Scalar tag) {
    return key.xTilde().plus(key.yTilde().get(TAG).times(tag));
  }

  private static boolean holds(G1 sigma1, G2 publicKey, List<G1> v, List<G2> slots, G1 w) {
    List<Factor> factors = new ArrayList<>();
    factors.add(new Factor(sigma1, publicKey));
    for (int j = 0; j < v.size(); j++) {
      factors.add(new Factor(v.get(j), slots.get(j)));
    }
    factors.add(new Factor(w.negate(), G2.GENERATOR));
    return PairingProduct.isOne(factors);
  }
}
