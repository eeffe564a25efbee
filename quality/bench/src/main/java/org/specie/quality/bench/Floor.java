package org.specie.quality.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.specie.cash.protocol.Suite;
import org.specie.cash.protocol.proof.PreparedTransaction;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.batch.BaseSet;
import org.specie.kernel.crypto.batch.PairingSink;
import org.specie.kernel.crypto.batch.Weights;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.G1Msm;
import org.specie.kernel.crypto.bls381.G2;
import org.specie.kernel.crypto.bls381.PairingProduct;
import org.specie.kernel.crypto.bls381.Scalar;

/**
 * The baseline: the curve operations a batch cannot do without, as bare calls on random points. It
 * counts what the real batch asks for (points by size of coefficient, pairing slots, hashes,
 * cofactors) and does only that.
 */
final class Floor {
  /** How many terms one batch hands over. */
  record Count(int full, int weighted, int bases, Map<G2, Integer> slots) {}

  private static final int CLEARED_PER_PAYMENT = 4;
  private static final int HASHED_PER_PAYMENT = 2;

  private final Suite suite;
  private final Entropy entropy;
  private final G1[] points;

  Floor(Suite suite, Entropy entropy) {
    this.suite = suite;
    this.entropy = entropy;
    points = new G1[1024];
    G1 point = G1.GENERATOR.times(Scalar.random(entropy));
    G1 step = G1.GENERATOR.times(Scalar.random(entropy));
    for (int i = 0; i < points.length; i++) {
      points[i] = point;
      point = point.plus(step);
    }
  }

  private static final class Counter implements PairingSink {
    private int full;
    private int weighted;
    private final Map<G2, Integer> slots = new LinkedHashMap<>();

    @Override
    public void term(G1 point, Scalar coefficient) {
      full++;
    }

    @Override
    public void weighted(G1 point, Scalar weight) {
      weighted++;
    }

    @Override
    public void base(BaseSet.Base base, Scalar coefficient) {}

    @Override
    public void pairing(G2 slot, G1 point, Scalar weight) {
      slots.merge(slot, 1, Integer::sum);
    }

    @Override
    public void pairingTerm(G2 slot, G1 point, Scalar coefficient) {
      full++;
      slots.merge(slot, 0, Integer::sum);
    }
  }

  Count count(List<PreparedTransaction> batch) {
    Counter counter = new Counter();
    Weights weights = new Weights(entropy);
    batch.forEach(statement -> statement.accumulate(counter, weights));
    return new Count(counter.full, counter.weighted, suite.bases().size(), counter.slots);
  }

  /** Runs the bare calls of a batch of {@code payments} that asks for {@code count}. */
  void run(int payments, Count count) {
    full(count);
    weighted(count);
    slots(count);
    pairings(count);
    clear(payments);
    hash(payments);
  }

  void full(Count count) {
    blackhole(sum(count.full() + count.bases(), 255));
  }

  void weighted(Count count) {
    blackhole(sum(count.weighted(), 128));
  }

  void slots(Count count) {
    count.slots().values().stream()
        .filter(size -> size > 0)
        .forEach(size -> blackhole(sum(size, 128)));
  }

  void pairings(Count count) {
    List<PairingProduct.Factor> factors = new ArrayList<>();
    factors.add(new PairingProduct.Factor(points[0], G2.GENERATOR));
    for (G2 slot : count.slots().keySet()) {
      factors.add(new PairingProduct.Factor(points[factors.size()], slot));
    }
    if (PairingProduct.isOne(factors)) {
      throw new IllegalStateException("random points do not pair to one");
    }
  }

  void clear(int payments) {
    for (int i = 0; i < payments * CLEARED_PER_PAYMENT; i++) {
      blackhole(points[i % points.length].clearCofactor());
    }
  }

  /** Asks for the membership of as many points. */
  void members(int count) {
    for (int i = 0; i < count; i++) {
      if (!points[i % points.length].isInSubgroup()) {
        throw new IllegalStateException("a multiple of the generator is in its group");
      }
    }
  }

  void hash(int payments) {
    for (int i = 0; i < payments * HASHED_PER_PAYMENT; i++) {
      blackhole(
          suite.hashToBase("floor", ByteString.copyOf(new byte[] {(byte) (i >>> 8), (byte) i})));
    }
  }

  private G1 sum(int size, int bits) {
    try (G1Msm msm = new G1Msm(size, bits)) {
      Scalar scalar = bits == 255 ? Scalar.random(entropy) : Scalar.randomWeight(entropy);
      Scalar step = bits == 255 ? Scalar.random(entropy) : Scalar.ONE;
      for (int i = 0; i < size; i++) {
        msm.add(points[i % points.length], scalar);
        scalar = scalar.plus(step);
      }
      return msm.sum();
    }
  }

  private static void blackhole(G1 point) {
    if (point.isInfinity()) {
      throw new IllegalStateException("a random point vanished");
    }
  }
}
