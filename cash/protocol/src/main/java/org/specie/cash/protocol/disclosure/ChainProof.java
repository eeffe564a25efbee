package org.specie.cash.protocol.disclosure;

import org.specie.cash.protocol.Suite;
import org.specie.cash.protocol.credential.HolderKeys;
import org.specie.cash.protocol.proof.StateSecrets;
import org.specie.cash.protocol.relation.StepTerms;
import org.specie.cash.protocol.transaction.StateBody;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.sigma.Instance;
import org.specie.kernel.crypto.sigma.Relation;
import org.specie.kernel.crypto.sigma.SigmaProof;
import org.specie.kernel.crypto.sigma.SigmaProver;
import org.specie.kernel.crypto.sigma.SigmaVerifier;
import org.specie.kernel.crypto.sigma.Witness;
import org.specie.kernel.crypto.transcript.Transcript;

/** What income statements and disclosures have in common: values of steps, and proofs as bytes. */
final class ChainProof {
  /** Places of the blinding factors d2, d3 and d5 among those of a state's secrets. */
  private static final int D2 = 1;

  private static final int D3 = 2;
  private static final int D5 = 4;

  private ChainProof() {}

  static void own(Instance.Builder in, Suite suite, StepTerms terms, Step step) {
    in.set(terms.base, step.base(suite)).set(terms.cK, body(step).output().cK());
  }

  static void next(Instance.Builder in, StepTerms.Next terms, Step step, Scalar serial) {
    in.set(terms.nullifier(), body(step).nullifier()).set(terms.serial(), serial);
  }

  static void income(Instance.Builder in, StepTerms.Opened terms, Step step) {
    in.set(terms.commitment(), body(step).output().cInc());
  }

  static void balance(Instance.Builder in, StepTerms.Opened terms, Step step) {
    in.set(terms.commitment(), body(step).output().cBal());
  }

  private static StateBody body(Step step) {
    return step.transaction().body();
  }

  static void own(Witness.Builder in, StepTerms terms, Step step, HolderKeys keys) {
    in.set(terms.d2, step.secrets(keys).d().get(D2));
  }

  static void income(Witness.Builder in, StepTerms.Opened terms, StateSecrets secrets) {
    in.set(terms.blinding(), secrets.d().get(D5));
  }

  static void balance(Witness.Builder in, StepTerms.Opened terms, StateSecrets secrets) {
    in.set(terms.blinding(), secrets.d().get(D3));
  }

  static ByteString prove(
      Instance instance, Witness witness, Transcript transcript, Entropy entropy) {
    Encoder out = new Encoder();
    SigmaProver.prove(instance, witness, transcript, entropy).encode(out);
    return out.toByteString();
  }

  /** Whether {@code proof} is one of {@code instance}, to the last byte. */
  static boolean verifies(
      Relation relation, Instance instance, Transcript transcript, ByteString proof) {
    try {
      Decoder in = new Decoder(proof);
      SigmaProof read = SigmaProof.decode(relation, in);
      in.end();
      return SigmaVerifier.prepare(instance, read, transcript).verifyNaively();
    } catch (MalformedInput e) {
      return false;
    }
  }
}
