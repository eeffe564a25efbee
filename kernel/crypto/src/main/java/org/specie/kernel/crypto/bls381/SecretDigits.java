package org.specie.kernel.crypto.bls381;

import java.util.Arrays;

/**
 * A secret scalar k as two short numbers with k = low + z²·high mod r, each in 26 signed digits of
 * five bits. Straight-line integer arithmetic: no branch, index or count depends on k.
 */
final class SecretDigits {
  /** Digits a half, least significant first, each from -15 to 16. */
  static final int COUNT = 26;

  /** Bits a digit. */
  static final int WIDTH = 5;

  /** z² in two limbs, least significant first. */
  private static final long ZZ_0 = 0x0000000100000000L;

  private static final long ZZ_1 = 0xac45a4010001a402L;

  /** The integer part of 2^383/z² in four limbs, least significant first. */
  private static final long[] RECIPROCAL = {
    0xd0d4396b40c5f204L, 0x01a75a5c93d6e013L, 0xb1fb72917b67f717L, 0xbe35f678f00fd56eL
  };

  final int[] low = new int[COUNT];
  final int[] high = new int[COUNT];

  /** Takes k in four limbs, least significant first. */
  SecretDigits(long[] k) {
    long[] product = new long[8];
    for (int i = 0; i < 4; i++) {
      long carry = 0;
      for (int j = 0; j < 4; j++) {
        carry = multiplyAdd(product, i + j, k[i], RECIPROCAL[j], carry);
      }
      product[i + 4] = carry;
    }
    // k/z², or one less: then the remainder is below 2·z² < 2^129, which the digits have room for.
    long q0 = (product[5] >>> 63) | (product[6] << 1);
    long q1 = (product[6] >>> 63) | (product[7] << 1);
    long[] back = new long[4];
    long carry = multiplyAdd(back, 0, q0, ZZ_0, 0);
    back[2] = multiplyAdd(back, 1, q0, ZZ_1, carry);
    carry = multiplyAdd(back, 1, q1, ZZ_0, 0);
    var _ = multiplyAdd(back, 2, q1, ZZ_1, carry);
    long r0 = k[0] - back[0];
    long borrow = below(k[0], back[0]);
    long t1 = k[1] - back[1];
    long r1 = t1 - borrow;
    borrow = below(k[1], back[1]) | below(t1, borrow);
    long r2 = k[2] - back[2] - borrow;
    recode(r0, r1, r2, low);
    recode(q0, q1, 0, high);
    Arrays.fill(product, 0);
    Arrays.fill(back, 0);
  }

  /** sum[at] += a·b + carry; returns the new carry. */
  private static long multiplyAdd(long[] sum, int at, long a, long b, long carry) {
    long low = a * b;
    long high = Math.unsignedMultiplyHigh(a, b);
    long first = low + carry;
    high += below(first, carry);
    long second = first + sum[at];
    high += below(second, first);
    sum[at] = second;
    return high;
  }

  /** 1 if a is below b as unsigned numbers, else 0, without a branch. */
  private static long below(long a, long b) {
    return ((~a & b) | ((~a | b) & (a - b))) >>> 63;
  }

  private static void recode(long v0, long v1, long v2, int[] digits) {
    int carry = 0;
    for (int i = 0; i < COUNT; i++) {
      int digit = (int) (v0 & 31) + carry;
      carry = (16 - digit) >>> 31;
      digits[i] = digit - (carry << WIDTH);
      v0 = (v0 >>> WIDTH) | (v1 << (64 - WIDTH));
      v1 = (v1 >>> WIDTH) | (v2 << (64 - WIDTH));
      v2 >>>= WIDTH;
    }
  }

  void wipe() {
    Arrays.fill(low, 0);
    Arrays.fill(high, 0);
  }
}
