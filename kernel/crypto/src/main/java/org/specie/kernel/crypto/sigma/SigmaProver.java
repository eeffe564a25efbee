package org.specie.kernel.crypto.sigma;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.transcript.Transcript;

/**
 * Proves an instance of a relation. Constant time in the secrets: only {@link G1#times} touches
 * them. All points of the instance must be in the group of order r, as a prover's own points are.
 */
public final class SigmaProver {
  private SigmaProver() {}

  /**
   * Appends the instance to {@code transcript} and proves it, leaving the transcript after the
   * responses.
   *
   * @param entropy fresh randomness for the nonces, which are hedged: they depend on the secrets
   *     and the statement too, so that a repeated generator state alone repeats no nonce across
   *     statements
   */
  public static SigmaProof prove(
      Instance instance, Witness witness, Transcript transcript, Entropy entropy) {
    Relation relation = instance.relation();
    instance.bindTo(transcript);
    Scalar[] nonces = nonces(relation, witness, transcript, entropy);
    List<G1> firstMessages = new ArrayList<>(relation.equations().size());
    for (Relation.Equation equation : relation.equations()) {
      G1 firstMessage = combine(instance, equation, nonces);
      transcript.append(equation.name(), firstMessage);
      firstMessages.add(firstMessage);
    }
    Scalar challenge = transcript.challenge("c");
    List<Scalar> responses = new ArrayList<>(relation.secretCount());
    for (int i = 0; i < relation.secretCount(); i++) {
      Scalar response = nonces[i].plus(challenge.times(witness.secret(i)));
      transcript.append(relation.secretName(i), response);
      responses.add(response);
    }
    return new SigmaProof(firstMessages, responses);
  }

  private static G1 combine(Instance instance, Relation.Equation equation, Scalar[] nonces) {
    G1 sum = G1.INFINITY;
    for (Relation.Term term : equation.right()) {
      Scalar factor = Scalar.ZERO;
      boolean anySecret = false;
      for (Relation.Expression.Summand summand : term.expression().summands) {
        if (summand.isSecret()) {
          Scalar nonce = nonces[summand.index()];
          factor = summand.negated() ? factor.minus(nonce) : factor.plus(nonce);
          anySecret = true;
        }
      }
      if (anySecret) {
        sum = sum.plus(operand(instance, term.operand()).times(factor));
      }
    }
    return sum;
  }

  private static G1 operand(Instance instance, Relation.Operand operand) {
    return switch (operand) {
      case Relation.Point point -> instance.point(point.index());
      case Relation.Fixed fixed -> fixed.base().point();
      case Relation.Neutral _ -> G1.INFINITY;
    };
  }

  private static Scalar[] nonces(
      Relation relation, Witness witness, Transcript transcript, Entropy entropy) {
    MessageDigest seed = Hash32.newSha256();
    seed.update(entropy.bytes(32));
    seed.update(transcript.hash().bytes().toByteArray());
    for (int i = 0; i < relation.secretCount(); i++) {
      seed.update(witness.secret(i).toByteArray());
    }
    byte[] key = seed.digest();
    Scalar[] nonces = new Scalar[relation.secretCount()];
    for (int i = 0; i < nonces.length; i++) {
      byte[] wide = new byte[64];
      for (int half = 0; half < 2; half++) {
        MessageDigest expand = Hash32.newSha256();
        expand.update(key);
        expand.update(new byte[] {(byte) (i >>> 8), (byte) i, (byte) half});
        System.arraycopy(expand.digest(), 0, wide, 32 * half, 32);
      }
      nonces[i] = Scalar.reduce(wide);
    }
    return nonces;
  }
}
