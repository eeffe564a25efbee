package org.specie.kernel.crypto.batch;

import java.util.ArrayList;
import java.util.List;
import org.specie.kernel.core.Check;
import org.specie.kernel.crypto.bls381.G1;

/**
 * The public bases all statements of a batch share (generators, range-proof vectors). Their
 * coefficients are added up over the whole batch, so that each costs one multiplication a batch.
 */
public final class BaseSet {
  /** A base and its place in its set. */
  public record Base(int index, G1 point) {}

  private final List<G1> points;

  private BaseSet(List<G1> points) {
    this.points = List.copyOf(points);
  }

  public int size() {
    return points.size();
  }

  public G1 point(int index) {
    return points.get(index);
  }

  /** Collects bases in order. */
  public static final class Builder {
    private final List<G1> points = new ArrayList<>();

    /** Adds a base, which must be in the group of order r and have no known logarithm to others. */
    public Base add(G1 point) {
      Check.that(point.isInSubgroup() && !point.isInfinity(), "a base is a proper group element");
      points.add(point);
      return new Base(points.size() - 1, point);
    }

    public BaseSet build() {
      return new BaseSet(points);
    }
  }
}
