package org.specie.kernel.crypto.sigma;

import java.util.ArrayList;
import java.util.List;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.sigma.Relation.Equation;
import org.specie.kernel.crypto.transcript.Transcript;

/** Says of single equations whether they hold: what a verifier must never tell, but a test asks. */
public final class Equations {
  private Equations() {}

  /**
   * Names of the equations that {@code proof} does not satisfy, evaluated from docs/spec/02 clause
   * 2.3 and not by the verifiers. Leaves {@code transcript} after the responses.
   */
  public static List<String> failing(Instance instance, SigmaProof proof, Transcript transcript) {
    Relation relation = instance.relation();
    instance.bindTo(transcript);
    for (int e = 0; e < relation.equations().size(); e++) {
      transcript.append(relation.equations().get(e).name(), proof.firstMessages().get(e));
    }
    Scalar challenge = transcript.challenge("c");
    for (int i = 0; i < relation.secretCount(); i++) {
      transcript.append(relation.secretName(i), proof.responses().get(i));
    }
    return failing(instance, proof, challenge);
  }

  /** As above, under a challenge of the caller's. */
  public static List<String> failing(Instance instance, SigmaProof proof, Scalar challenge) {
    Scalar[] responses = proof.responses().toArray(Scalar[]::new);
    List<String> names = new ArrayList<>();
    for (int e = 0; e < instance.relation().equations().size(); e++) {
      Equation equation = instance.relation().equations().get(e);
      G1 left =
          OpenProver.scale(OpenProver.operand(instance, equation.left()), challenge)
              .plus(proof.firstMessages().get(e));
      G1 defect = left.minus(OpenProver.right(instance, equation, responses, challenge));
      if (!defect.clearCofactor().isInfinity()) {
        names.add(equation.name());
      }
    }
    return names;
  }

  /**
   * What two answers to two challenges on the same first messages give away: every secret, in the
   * order of declaration.
   */
  public static List<Scalar> extract(
      List<Scalar> one, Scalar challenge, List<Scalar> other, Scalar otherChallenge) {
    Scalar inverse = challenge.minus(otherChallenge).inverse();
    List<Scalar> secrets = new ArrayList<>();
    for (int i = 0; i < one.size(); i++) {
      secrets.add(one.get(i).minus(other.get(i)).times(inverse));
    }
    return secrets;
  }

  /** Names of the equations that {@code secrets} do not satisfy. */
  public static List<String> unsatisfied(Instance instance, List<Scalar> secrets) {
    Scalar[] values = secrets.toArray(Scalar[]::new);
    List<String> names = new ArrayList<>();
    for (Equation equation : instance.relation().equations()) {
      G1 defect =
          OpenProver.operand(instance, equation.left())
              .minus(OpenProver.right(instance, equation, values, Scalar.ONE));
      if (!defect.clearCofactor().isInfinity()) {
        names.add(equation.name());
      }
    }
    return names;
  }
}
