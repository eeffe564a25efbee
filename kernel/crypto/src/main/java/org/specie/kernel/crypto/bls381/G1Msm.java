package org.specie.kernel.crypto.bls381;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.specie.kernel.core.Check;

/**
 * A multi-scalar multiplication in the making: terms are collected off-heap, then summed by
 * Pippenger's method. Reusable; confined to the thread that made it. <b>Variable time</b>: scalars
 * must be public, or belong to a prover on its owner's own device; never key shares. Points need
 * only be on the curve: the component of the sum in the group of order r is right whatever
 * small-order components the terms have. The small-order component of the sum is not: ask about it
 * only after {@link G1#clearCofactor} or under a pairing.
 */
public final class G1Msm implements AutoCloseable {
  private static final int POINTERS = 2 * 8;

  private final Arena arena = Arena.ofConfined();
  private final int bits;
  private final int scalarBytes;
  private final long scalarPointers;
  private final long pointPointers;
  private final MemorySegment pointers;
  private final MemorySegment result;
  private int capacity;
  private MemorySegment points;
  private MemorySegment scalars;
  private MemorySegment scratch;
  private int size;

  /**
   * Room for {@code capacity} terms (it grows) with scalars below 2^bits.
   *
   * @param bits 1 to 255; 128 for weights of random linear combinations halves the cost
   */
  public G1Msm(int capacity, int bits) {
    Check.that(0 < bits && bits <= 255, "scalars have 1 to 255 bits");
    this.bits = bits;
    this.scalarBytes = (bits + 7) / 8;
    this.capacity = Math.max(capacity, 8);
    this.pointers = arena.allocate(2L * POINTERS, 16);
    this.pointPointers = pointers.address();
    this.scalarPointers = pointers.address() + POINTERS;
    this.result = arena.allocate(Blst.P1, 64);
    this.points = arena.allocate((long) this.capacity * Blst.P1_AFFINE, 64);
    this.scalars = arena.allocate((long) this.capacity * scalarBytes + Blst.SCALAR, 64);
    this.scratch = arena.allocate(64, 64);
  }

  /** Forgets all terms. */
  public void clear() {
    size = 0;
  }

  /** Number of terms collected. */
  public int size() {
    return size;
  }

  /**
   * Adds {@code scalar}·{@code point}. Terms that are zero cost nothing. A point of order 3 is left
   * out: below 49 terms blst inverts the small multiples of all points together, and one that is
   * infinity would spoil the others. No such point can be decoded, but two may differ by one.
   */
  public void add(G1 point, Scalar scalar) {
    if (point.isInfinityOrOfOrderThree() || scalar.isZero()) {
      return;
    }
    if (size == capacity) {
      grow();
    }
    MemorySegment.copy(
        point.words(), 0, points, JAVA_LONG, (long) size * Blst.P1_AFFINE, Blst.P1_AFFINE / 8);
    Scratch thread = Scratch.ofThread();
    thread.putScalar(Scratch.A, scalar);
    Check.that(thread.isBelow(Scratch.A, bits), "a coefficient fits the bits of its sum");
    thread.copyOut(Scratch.A, scalars, (long) size * scalarBytes, scalarBytes);
    size++;
  }

  private void grow() {
    int larger = capacity * 2;
    MemorySegment morePoints = arena.allocate((long) larger * Blst.P1_AFFINE, 64);
    MemorySegment moreScalars = arena.allocate((long) larger * scalarBytes + Blst.SCALAR, 64);
    MemorySegment.copy(points, 0, morePoints, 0, (long) size * Blst.P1_AFFINE);
    MemorySegment.copy(scalars, 0, moreScalars, 0, (long) size * scalarBytes);
    scalars.fill((byte) 0);
    points = morePoints;
    scalars = moreScalars;
    capacity = larger;
  }

  /** The sum of all terms. */
  public G1 sum() {
    if (size == 0) {
      return G1.INFINITY;
    }
    long needed = Blst.size(Blst.P1S_PIPPENGER_SCRATCH, size);
    if (scratch.byteSize() < needed) {
      scratch = arena.allocate(needed, 64);
    }
    // A null second pointer tells blst that the elements follow each other.
    pointers.set(JAVA_LONG, 0, points.address());
    pointers.set(JAVA_LONG, 8, 0L);
    pointers.set(JAVA_LONG, POINTERS, scalars.address());
    pointers.set(JAVA_LONG, POINTERS + 8, 0L);
    Blst.call(
        Blst.P1S_PIPPENGER,
        result.address(),
        pointPointers,
        size,
        scalarPointers,
        bits,
        scratch.address());
    Scratch thread = Scratch.ofThread();
    thread.copyIn(result, 0, Scratch.OUT, Blst.P1);
    return G1.takeProjective(thread);
  }

  /** One-off sum of Σ scalars[i]·points[i] in variable time. */
  public static G1 sum(G1[] points, Scalar[] scalars) {
    Check.that(points.length == scalars.length, "as many scalars as points");
    try (G1Msm msm = new G1Msm(points.length, 255)) {
      for (int i = 0; i < points.length; i++) {
        msm.add(points[i], scalars[i]);
      }
      return msm.sum();
    }
  }

  @Override
  public void close() {
    // Witnesses of a prover may have passed through; leave nothing behind in freed memory.
    scalars.fill((byte) 0);
    arena.close();
  }
}
