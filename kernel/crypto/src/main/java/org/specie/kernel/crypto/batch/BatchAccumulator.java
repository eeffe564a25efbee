package org.specie.kernel.crypto.batch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.G1Msm;
import org.specie.kernel.crypto.bls381.G2;
import org.specie.kernel.crypto.bls381.PairingProduct;
import org.specie.kernel.crypto.bls381.Scalar;

/**
 * The share of a batch that one thread works on: one multi-scalar multiplication for full
 * coefficients, one for bare weights, one or two for each pairing slot, and the summed coefficients
 * of the shared bases.
 */
final class BatchAccumulator implements PairingSink, AutoCloseable {
  /** Terms there is room for at first; it grows. */
  private static final int ROOM = 256;

  private final BaseSet bases;
  private final Scalar[] baseCoefficients;
  private final G1Msm full = new G1Msm(ROOM, 255);
  private final G1Msm weighted = new G1Msm(ROOM, 128);
  private final Map<G2, G1Msm> slots = new LinkedHashMap<>();
  private final Map<G2, G1Msm> fullSlots = new LinkedHashMap<>();

  BatchAccumulator(BaseSet bases) {
    this.bases = bases;
    this.baseCoefficients = new Scalar[bases.size()];
    clear();
  }

  /** Forgets everything but the memory. */
  void clear() {
    Arrays.fill(baseCoefficients, Scalar.ZERO);
    full.clear();
    weighted.clear();
    slots.values().forEach(G1Msm::clear);
    fullSlots.values().forEach(G1Msm::clear);
  }

  @Override
  public void term(G1 point, Scalar coefficient) {
    full.add(point, coefficient);
  }

  @Override
  public void weighted(G1 point, Scalar weight) {
    weighted.add(point, weight);
  }

  @Override
  public void base(BaseSet.Base base, Scalar coefficient) {
    baseCoefficients[base.index()] = baseCoefficients[base.index()].plus(coefficient);
  }

  @Override
  public void pairing(G2 slot, G1 point, Scalar weight) {
    slots.computeIfAbsent(slot, _ -> new G1Msm(ROOM / 4, 128)).add(point, weight);
  }

  @Override
  public void pairingTerm(G2 slot, G1 point, Scalar coefficient) {
    fullSlots.computeIfAbsent(slot, _ -> new G1Msm(ROOM / 4, 255)).add(point, coefficient);
  }

  /** The factors of the one pairing equation that holds if all collected equations hold. */
  List<PairingProduct.Factor> factors() {
    for (int i = 0; i < baseCoefficients.length; i++) {
      full.add(bases.point(i), baseCoefficients[i]);
    }
    Map<G2, G1> sums = new LinkedHashMap<>();
    slots.forEach((slot, msm) -> sums.put(slot, msm.sum()));
    fullSlots.forEach((slot, msm) -> sums.merge(slot, msm.sum(), G1::plus));
    List<PairingProduct.Factor> factors = new ArrayList<>(sums.size() + 1);
    G1 equations = full.sum().plus(weighted.sum());
    factors.add(new PairingProduct.Factor(equations.negate(), G2.GENERATOR));
    sums.forEach((slot, sum) -> factors.add(new PairingProduct.Factor(sum, slot)));
    return factors;
  }

  @Override
  public void close() {
    full.close();
    weighted.close();
    slots.values().forEach(G1Msm::close);
    fullSlots.values().forEach(G1Msm::close);
  }
}
