package org.specie.quality.testkit.simulation.chance;

import java.util.ArrayList;
import java.util.List;
import org.specie.kernel.core.Check;

/**
 * A stream of choices that is a function of its seed alone, on every JDK. The generator is
 * SplitMix64 (Steele, Lea and Flood, OOPSLA 2014). Streams of one seed with different names are
 * independent, and how much is drawn from one does not change another.
 */
public final class Chance {
  private static final long GAMMA = 0x9E3779B97F4A7C15L;

  private final long seed;
  private long state;

  public Chance(long seed) {
    this.seed = seed;
    this.state = seed;
  }

  /** A stream of its own for {@code name}. */
  public Chance named(String name) {
    long hash = seed;
    for (int i = 0; i < name.length(); i++) {
      hash = mix(hash + GAMMA + name.charAt(i));
    }
    return new Chance(hash);
  }

  /** Sixty-four bits mixed, a bijection. */
  public static long mix(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** Any 64 bits. */
  public long next() {
    state += GAMMA;
    return mix(state);
  }

  /** From 0 to {@code bound} - 1. */
  public int below(int bound) {
    Check.that(bound > 0, "there is something to choose from");
    return (int) Long.remainderUnsigned(next(), bound);
  }

  /** From {@code from} to {@code to}, both included. */
  public long between(long from, long to) {
    Check.that(from <= to, "a range has two ends");
    return from + Long.remainderUnsigned(next(), to - from + 1);
  }

  /** True {@code count} times in a hundred. */
  public boolean percent(int count) {
    return below(100) < count;
  }

  /** True {@code count} times in a thousand. */
  public boolean perMille(int count) {
    return below(1000) < count;
  }

  /** One of {@code choices}. */
  public <T> T pick(List<T> choices) {
    return choices.get(below(choices.size()));
  }

  /** {@code some} in another order. */
  public <T> List<T> shuffled(List<T> some) {
    List<T> all = new ArrayList<>(some);
    for (int i = all.size() - 1; i > 0; i--) {
      int j = below(i + 1);
      T swapped = all.get(i);
      all.set(i, all.get(j));
      all.set(j, swapped);
    }
    return all;
  }
}
