package org.specie.kernel.crypto.sharing;

import java.util.ArrayList;
import java.util.List;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.G2;
import org.specie.kernel.crypto.bls381.PairingProduct;
import org.specie.kernel.crypto.bls381.PairingProduct.Factor;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.transcript.Transcript;

/**
 * Multiples of the generators by the coefficients of a {@link SecretPolynomial}, constant term
 * first: they fix all shares and let each be checked. A vector has points of exactly the groups its
 * secret may appear in. Source: Feldman, FOCS 1987; docs/spec/04-threshold-signatures.md, clause
 * 4.11.
 */
public record FeldmanVector(Groups groups, List<G1> first, List<G2> second) {
  public FeldmanVector {
    first = List.copyOf(first);
    second = List.copyOf(second);
    int size = Math.max(first.size(), second.size());
    Check.that(size > 0, "a polynomial has a constant term");
    Check.that(
        first.size() == (groups.hasFirst() ? size : 0)
            && second.size() == (groups.hasSecond() ? size : 0),
        "coefficients appear in the groups of their secret and nowhere else");
  }

  /** Number of coefficients. */
  public int threshold() {
    return groups.hasFirst() ? first.size() : second.size();
  }

  /** The polynomial's value at {@code index} times g; at zero, the secret's public point. */
  public G1 firstAt(int index) {
    Check.that(groups.hasFirst(), "this secret does not appear in the first group");
    if (index == 0) {
      return first.getFirst();
    }
    Scalar x = Scalar.of(index);
    G1 value = first.getLast();
    for (int k = first.size() - 2; k >= 0; k--) {
      value = value.times(x).plus(first.get(k));
    }
    return value;
  }

  /** The polynomial's value at {@code index} times g~; at zero, the secret's public point. */
  public G2 secondAt(int index) {
    Check.that(groups.hasSecond(), "this secret does not appear in the second group");
    if (index == 0) {
      return second.getFirst();
    }
    Scalar x = Scalar.of(index);
    G2 value = second.getLast();
    for (int k = second.size() - 2; k >= 0; k--) {
      value = value.times(x).plus(second.get(k));
    }
    return value;
  }

  /**
   * Whether {@code share} is the polynomial's value at {@code index}. For a vector in both groups
   * the first decides: {@link #areConsistent} has tied the second to it.
   */
  public boolean opensAt(int index, Scalar share) {
    return groups.hasFirst()
        ? G1.GENERATOR.times(share).equals(firstAt(index))
        : G2.GENERATOR.times(share).equals(secondAt(index));
  }

  /** Whether the polynomial's value at {@code index} is zero, so that there is no point for it. */
  public boolean isZeroAt(int index) {
    return groups.hasFirst()
        ? firstAt(index).equals(G1.INFINITY)
        : secondAt(index).equals(G2.INFINITY);
  }

  /** The vector of the sum of the two polynomials. */
  public FeldmanVector plus(FeldmanVector other) {
    Check.that(
        groups == other.groups && threshold() == other.threshold(), "vectors of the same shape");
    List<G1> firstSum = new ArrayList<>(first.size());
    for (int k = 0; k < first.size(); k++) {
      firstSum.add(first.get(k).plus(other.first.get(k)));
    }
    List<G2> secondSum = new ArrayList<>(second.size());
    for (int k = 0; k < second.size(); k++) {
      secondSum.add(second.get(k).plus(other.second.get(k)));
    }
    return new FeldmanVector(groups, firstSum, secondSum);
  }

  /** The vector of the polynomial times a public factor other than zero. */
  public FeldmanVector times(Scalar factor) {
    return new FeldmanVector(
        groups,
        first.stream().map(point -> point.times(factor)).toList(),
        second.stream().map(point -> point.times(factor)).toList());
  }

  /**
   * Whether every vector in both groups has the same coefficients in both. One random combination,
   * with weights from {@code transcript}, which must already contain the vectors.
   */
  public static boolean areConsistent(List<FeldmanVector> vectors, Transcript transcript) {
    G1 left = G1.INFINITY;
    G2 right = G2.INFINITY;
    for (FeldmanVector vector : vectors) {
      for (int k = 0; vector.groups == Groups.BOTH && k < vector.threshold(); k++) {
        Scalar weight = transcript.challenge("weight");
        left = left.plus(vector.first.get(k).times(weight));
        right = right.plus(vector.second.get(k).times(weight));
      }
    }
    return PairingProduct.isOne(
        List.of(new Factor(left, G2.GENERATOR), new Factor(G1.GENERATOR.negate(), right)));
  }

  /** The points of the first group, then those of the second; groups and number are known. */
  public void encode(Encoder out) {
    first.forEach(point -> point.encode(out));
    second.forEach(point -> point.encode(out));
  }

  /** Reads {@code threshold} coefficients in {@code groups}; points in the groups of order r. */
  public static FeldmanVector decode(Groups groups, int threshold, Decoder in)
      throws MalformedInput {
    List<G1> first = new ArrayList<>();
    for (int k = 0; groups.hasFirst() && k < threshold; k++) {
      first.add(G1.decodeInSubgroup(in));
    }
    List<G2> second = new ArrayList<>();
    for (int k = 0; groups.hasSecond() && k < threshold; k++) {
      second.add(G2.decode(in));
    }
    return new FeldmanVector(groups, first, second);
  }
}
