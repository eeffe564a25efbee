package org.specie.kernel.crypto.sigma;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.G1Msm;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.sigma.Relation.Equation;
import org.specie.kernel.crypto.sigma.Relation.Expression;
import org.specie.kernel.crypto.sigma.Relation.Operand;
import org.specie.kernel.crypto.transcript.Transcript;

/**
 * The sigma prover with its lid off, for tests: it proves whatever witness it is given, shows its
 * first messages, answers any challenge as often as asked, and bends single first messages.
 */
public final class OpenProver {
  private final Instance instance;
  private final Relation relation;
  private final Witness witness;
  private final Scalar[] nonces;
  private final Map<String, G1> shifts = new LinkedHashMap<>();
  private Optional<String> late = Optional.empty();

  public OpenProver(Instance instance, Witness witness, Entropy entropy) {
    this.instance = instance;
    this.relation = instance.relation();
    this.witness = witness;
    this.nonces = new Scalar[relation.secretCount()];
    for (int i = 0; i < nonces.length; i++) {
      nonces[i] = Scalar.random(entropy);
    }
  }

  /** Adds {@code defect} to the first message of {@code equation}, which is then false by it. */
  public OpenProver shift(String equation, G1 defect) {
    shifts.merge(equation, defect, G1::plus);
    return this;
  }

  /**
   * Fixes the first message of {@code equation} after the challenge, so that the equation holds
   * whatever it says: the forgery that works where a first message is left out of the transcript.
   */
  public OpenProver fixLate(String equation) {
    late = Optional.of(equation);
    return this;
  }

  /** The first messages, in the order of the equations. */
  public List<G1> firstMessages() {
    List<G1> messages = new ArrayList<>();
    for (Equation equation : relation.equations()) {
      G1 message = right(equation, nonces, Scalar.ZERO);
      messages.add(message.plus(shifts.getOrDefault(equation.name(), G1.INFINITY)));
    }
    return messages;
  }

  /** The responses to {@code challenge}. */
  public List<Scalar> answer(Scalar challenge) {
    List<Scalar> responses = new ArrayList<>();
    for (int i = 0; i < nonces.length; i++) {
      responses.add(nonces[i].plus(challenge.times(witness.secret(i))));
    }
    return responses;
  }

  /** Proves as the specification says, but for what was bent. */
  public SigmaProof prove(Transcript transcript) {
    instance.bindTo(transcript);
    List<G1> messages = firstMessages();
    for (int e = 0; e < messages.size(); e++) {
      transcript.append(relation.equations().get(e).name(), messages.get(e));
    }
    Scalar challenge = transcript.challenge("c");
    List<Scalar> responses = answer(challenge);
    for (int e = 0; e < messages.size(); e++) {
      Equation equation = relation.equations().get(e);
      if (late.equals(Optional.of(equation.name()))) {
        messages.set(e, fitting(equation, responses, challenge));
      }
    }
    for (int i = 0; i < responses.size(); i++) {
      transcript.append(relation.secretName(i), responses.get(i));
    }
    return new SigmaProof(messages, responses);
  }

  /** The one first message under which {@code equation} holds for these responses. */
  private G1 fitting(Equation equation, List<Scalar> responses, Scalar challenge) {
    G1 left = scale(operand(instance, equation.left()), challenge);
    return right(equation, responses.toArray(Scalar[]::new), challenge).minus(left);
  }

  private G1 right(Equation equation, Scalar[] values, Scalar publicFactor) {
    return right(instance, equation, values, publicFactor);
  }

  /** Σ ε(values)·B, with public numbers times {@code publicFactor}. Right outside the group too. */
  static G1 right(Instance instance, Equation equation, Scalar[] values, Scalar publicFactor) {
    G1 sum = G1.INFINITY;
    for (Relation.Term term : equation.right()) {
      Scalar factor = value(instance, term.expression(), values, publicFactor);
      sum = sum.plus(scale(operand(instance, term.operand()), factor));
    }
    return sum;
  }

  private static Scalar value(
      Instance instance, Expression expression, Scalar[] values, Scalar publicFactor) {
    Scalar sum = Scalar.ZERO;
    for (Expression.Summand summand : expression.summands) {
      Scalar part =
          summand.isSecret()
              ? values[summand.index()]
              : publicFactor.times(instance.number(summand.index()));
      sum = summand.negated() ? sum.minus(part) : sum.plus(part);
    }
    return sum;
  }

  static G1 operand(Instance instance, Operand operand) {
    return switch (operand) {
      case Relation.Point point -> instance.point(point.index());
      case Relation.Fixed fixed -> fixed.base().point();
      case Relation.Neutral _ -> G1.INFINITY;
    };
  }

  static G1 scale(G1 point, Scalar factor) {
    return G1Msm.sum(new G1[] {point}, new Scalar[] {factor});
  }
}
