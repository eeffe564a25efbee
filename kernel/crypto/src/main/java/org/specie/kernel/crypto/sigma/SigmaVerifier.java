package org.specie.kernel.crypto.sigma;

import java.util.Arrays;
import org.specie.kernel.crypto.batch.NaiveSum;
import org.specie.kernel.crypto.batch.TermSink;
import org.specie.kernel.crypto.batch.Weights;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.transcript.Transcript;

/**
 * Verifies proofs of relations, one equation at a time or as terms of a batch. Both ask the same
 * cofactored question, so that replicas which check in different batches never disagree. Everything
 * here is public; time is variable.
 */
public final class SigmaVerifier {
  private final Instance instance;
  private final SigmaProof proof;
  private final Scalar challenge;

  private SigmaVerifier(Instance instance, SigmaProof proof, Scalar challenge) {
    this.instance = instance;
    this.proof = proof;
    this.challenge = challenge;
  }

  /**
   * Replays the transcript of {@code proof} and draws its challenge, leaving {@code transcript}
   * after the responses, where a range proof goes on.
   */
  public static SigmaVerifier prepare(Instance instance, SigmaProof proof, Transcript transcript) {
    Relation relation = instance.relation();
    proof.requireShapeOf(relation);
    instance.bindTo(transcript);
    for (int i = 0; i < relation.equations().size(); i++) {
      transcript.append(relation.equations().get(i).name(), proof.firstMessages().get(i));
    }
    Scalar challenge = transcript.challenge("c");
    for (int i = 0; i < relation.secretCount(); i++) {
      transcript.append(relation.secretName(i), proof.responses().get(i));
    }
    return new SigmaVerifier(instance, proof, challenge);
  }

  /** Whether every equation holds, each summed on its own. */
  public boolean verifyNaively() {
    Relation relation = instance.relation();
    for (int i = 0; i < relation.equations().size(); i++) {
      try (NaiveSum sum = new NaiveSum()) {
        Scalar[] coefficients = zeros(relation.pointCount());
        addEquation(i, Scalar.ONE, coefficients, sum);
        addPoints(coefficients, sum);
        if (!sum.isZero()) {
          return false;
        }
      }
    }
    return true;
  }

  /** Adds every equation, each under a weight of its own, to {@code sink}. */
  public void accumulate(Weights weights, TermSink sink) {
    Relation relation = instance.relation();
    Scalar[] coefficients = zeros(relation.pointCount());
    for (int i = 0; i < relation.equations().size(); i++) {
      addEquation(i, weights.next(), coefficients, sink);
    }
    addPoints(coefficients, sink);
  }

  private static Scalar[] zeros(int count) {
    Scalar[] zeros = new Scalar[count];
    Arrays.fill(zeros, Scalar.ZERO);
    return zeros;
  }

  private void addPoints(Scalar[] coefficients, TermSink sink) {
    for (int i = 0; i < coefficients.length; i++) {
      if (!coefficients[i].isZero()) {
        sink.term(instance.point(i), coefficients[i]);
      }
    }
  }

  /** weight·(T + c·left - Σ expression(s)·operand), with public numbers p answering as c·p. */
  private void addEquation(int index, Scalar weight, Scalar[] coefficients, TermSink sink) {
    Relation.Equation equation = instance.relation().equations().get(index);
    sink.weighted(proof.firstMessages().get(index), weight);
    addTo(equation.left(), weight.times(challenge), coefficients, sink);
    for (Relation.Term term : equation.right()) {
      Scalar response = respond(term.expression());
      addTo(term.operand(), weight.times(response).negate(), coefficients, sink);
    }
  }

  private Scalar respond(Relation.Expression expression) {
    Scalar sum = Scalar.ZERO;
    for (Relation.Expression.Summand summand : expression.summands) {
      Scalar value =
          summand.isSecret()
              ? proof.responses().get(summand.index())
              : challenge.times(instance.number(summand.index()));
      sum = summand.negated() ? sum.minus(value) : sum.plus(value);
    }
    return sum;
  }

  private static void addTo(
      Relation.Operand operand, Scalar coefficient, Scalar[] coefficients, TermSink sink) {
    switch (operand) {
      case Relation.Point point ->
          coefficients[point.index()] = coefficients[point.index()].plus(coefficient);
      case Relation.Fixed fixed -> sink.base(fixed.base(), coefficient);
      case Relation.Neutral _ -> {}
    }
  }
}
