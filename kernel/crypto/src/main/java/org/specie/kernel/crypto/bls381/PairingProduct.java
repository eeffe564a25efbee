package org.specie.kernel.crypto.bls381;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.specie.kernel.core.Check;

/**
 * Whether a product of pairings e(P_1, Q_1)·…·e(P_n, Q_n) is one. The reduced pairing sees only the
 * component of each P_i in the group of order r, so the answer is about those components. About 340
 * µs and 170 µs a pair. Source: docs/spec/01-bls12-381.md, clause 1.9.
 */
public final class PairingProduct {
  /** One factor. */
  public record Factor(G1 p, G2 q) {}

  private PairingProduct() {}

  /** Whether the product of the pairings of {@code factors} is the neutral element. */
  public static boolean isOne(List<Factor> factors) {
    List<Factor> proper =
        factors.stream().filter(f -> !f.p().isInfinity() && !f.q().isInfinity()).toList();
    if (proper.isEmpty()) {
      return true;
    }
    int count = proper.size();
    Check.that(count <= 1 << 16, "at most 65,536 pairings in one product");
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment ps = arena.allocate((long) count * Blst.P1_AFFINE, 64);
      MemorySegment qs = arena.allocate((long) count * Blst.P2_AFFINE, 64);
      for (int i = 0; i < count; i++) {
        copy(proper.get(i).p().words(), ps, (long) i * Blst.P1_AFFINE);
        copy(proper.get(i).q().words(), qs, (long) i * Blst.P2_AFFINE);
      }
      MemorySegment pointers = arena.allocate(4 * 8L, 16);
      pointers.set(JAVA_LONG, 0, qs.address());
      pointers.set(JAVA_LONG, 16, ps.address());
      MemorySegment product = arena.allocate(2L * Blst.FP12, 64);
      long miller = product.address();
      long reduced = product.address() + Blst.FP12;
      Blst.call(Blst.MILLER_LOOP_N, miller, pointers.address(), pointers.address() + 16, count);
      Blst.call(Blst.FINAL_EXP, reduced, miller);
      return Blst.ask(Blst.FP12_IS_ONE, reduced) != 0;
    }
  }

  private static void copy(long[] words, MemorySegment target, long offset) {
    MemorySegment.copy(words, 0, target, JAVA_LONG, offset, words.length);
  }
}
