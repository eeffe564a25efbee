package org.specie.cash.protocol.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.specie.cash.protocol.Outputs;
import org.specie.cash.protocol.Suite;
import org.specie.cash.protocol.relation.FoldRelation;
import org.specie.cash.protocol.relation.LinkRelation;
import org.specie.cash.protocol.relation.ShowTerms;
import org.specie.cash.protocol.transaction.FoldTransaction;
import org.specie.cash.protocol.transaction.Header;
import org.specie.cash.protocol.transaction.Kind;
import org.specie.cash.protocol.transaction.LinkTransaction;
import org.specie.cash.protocol.transaction.Parts.AccountMove;
import org.specie.cash.protocol.transaction.Parts.CoinOutput;
import org.specie.cash.protocol.transaction.Parts.StateShow;
import org.specie.cash.protocol.transaction.Proofs;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.hybrid.Hybrid;
import org.specie.kernel.crypto.range.OpenRangeProver;
import org.specie.kernel.crypto.range.RangeProofSystem.Claim;
import org.specie.kernel.crypto.sigma.Instance;
import org.specie.kernel.crypto.sigma.OpenProver;
import org.specie.kernel.crypto.sigma.SigmaProof;
import org.specie.kernel.crypto.sigma.Witness;
import org.specie.kernel.crypto.transcript.Transcript;

/** Folds and links by somebody who checks nothing: what {@link Forgery} is for the others. */
final class ForgedFold {
  private final Suite suite;
  private final Hash32 keyHash;
  private final Entropy entropy;
  private final Header header;
  private final Shown state;
  private UnaryOperator<OpenProver> bend = UnaryOperator.identity();

  ForgedFold(Suite suite, Hash32 keyHash, Entropy entropy, Header header, Shown state) {
    this.suite = suite;
    this.keyHash = keyHash;
    this.entropy = entropy;
    this.header = header;
    this.state = state;
  }

  /** Bends the sigma prover. */
  ForgedFold bending(UnaryOperator<OpenProver> change) {
    bend = change;
    return this;
  }

  private SigmaProof prove(Instance instance, Witness witness, Transcript transcript) {
    return bend.apply(new OpenProver(instance, witness, entropy)).prove(transcript);
  }

  private G1 commit(G1 base, Scalar value, Scalar blinding) {
    return base.times(value).plus(suite.g().point().times(blinding));
  }

  private StateShow show() {
    return new StateShow(state.sigma1(), state.v(), state.w());
  }

  private void fill(Witness.Builder in, ShowTerms terms) {
    for (int j = 0; j < terms.attributes.size(); j++) {
      in.set(terms.attribute(j), state.message().get(j))
          .set(terms.blindings.get(j), state.r().get(j));
    }
  }

  /** Folds {@code slots} into a coin of {@code owner} worth {@code value}. */
  FoldTransaction fold(List<ForgedSlot> slots, Scalar owner, Scalar value) {
    Scalar pid = state.message().get(ShowTerms.PID);
    Scalar k = state.message().get(ShowTerms.K);
    var shown = slots.stream().map(slot -> slot.slot(suite, k)).toList();
    List<ByteString> consumed = new ArrayList<>();
    shown.forEach(s -> consumed.add(s.nullifier().clearCofactor().toCompressed()));
    G1 base = Outputs.of(suite, Kind.FOLD.code(), consumed).coinBase(suite);
    Scalar d6 = Scalar.random(entropy);
    Scalar d7 = Scalar.random(entropy);
    Scalar rho1 = Scalar.random(entropy);
    Scalar sum = Scalar.ZERO;
    for (ForgedSlot slot : slots) {
      sum = sum.plus(slot.value());
    }
    CoinOutput coin =
        new CoinOutput(
            commit(base, owner, d6),
            commit(base, value, d7),
            ByteString.copyOf(entropy.bytes(Hybrid.CIPHERTEXT_SIZE)));
    G1 pV = commit(suite.value().point(), sum, rho1);
    FoldTransaction.Body body = new FoldTransaction.Body(header, show(), shown, coin, pV);
    FoldRelation relation = suite.relations().fold();
    Witness.Builder in = new Witness.Builder(relation.relation);
    fill(in, relation.state);
    for (int i = 0; i < slots.size(); i++) {
      slots.get(i).fill(in, relation.slots.get(i), pid);
    }
    in.set(relation.d6, d6).set(relation.d7, d7).set(relation.rho1, rho1);
    Transcript transcript = ProofTranscript.begin(suite, keyHash, body.bytes());
    SigmaProof sigma = prove(Instances.of(relation, body, base), in.build(), transcript);
    ByteString range =
        OpenRangeProver.prove(
            suite.range(), List.of(Claim.of(pV)), List.of(sum), List.of(rho1), transcript, entropy);
    return new FoldTransaction(body, new Proofs(sigma, range));
  }

  /** Links an account to {@code owner}. */
  LinkTransaction link(Scalar owner) {
    Scalar rho = Scalar.random(entropy);
    LinkTransaction.Body body =
        new LinkTransaction.Body(
            header,
            show(),
            ByteString.copyOf(new byte[AccountMove.ACCOUNT_SIZE]),
            0,
            commit(suite.value().point(), owner, rho));
    LinkRelation relation = suite.relations().link();
    Witness.Builder in = new Witness.Builder(relation.relation);
    fill(in, relation.state);
    in.set(relation.rhoLink, rho);
    SigmaProof sigma =
        prove(
            Instances.of(relation, body),
            in.build(),
            ProofTranscript.begin(suite, keyHash, body.bytes()));
    return new LinkTransaction(
        body, sigma, ByteString.copyOf(new byte[StateTransaction.ACCOUNT_SIGNATURE_SIZE]));
  }
}
