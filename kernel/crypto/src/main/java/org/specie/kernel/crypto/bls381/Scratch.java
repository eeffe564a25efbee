package org.specie.kernel.crypto.bls381;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.specie.kernel.core.Check;

/**
 * Off-heap scratch memory of one thread: fixed places for the operands of short calls, so that
 * nothing is allocated on the hot path and no lock is needed. Freed with its thread.
 */
final class Scratch {
  private static final ThreadLocal<Scratch> OF_THREAD = ThreadLocal.withInitial(Scratch::new);

  /** Places are 1 KiB apart; the largest structure (FP12) has 576 bytes. */
  private static final int PLACE = 1024;

  /** Longest message that is hashed to the curve, in bytes. */
  static final int MESSAGE_MAX = 8192;

  static final int A = 0;
  static final int B = 1;
  static final int C = 2;
  static final int OUT = 3;
  static final int TAG = 4;
  private static final int PLACES = 5;

  private final MemorySegment slab;
  private final long base;

  private Scratch() {
    // An automatic arena lives as long as this object, which lives as long as its thread.
    slab = Arena.ofAuto().allocate((long) PLACES * PLACE + MESSAGE_MAX, 64);
    base = slab.address();
  }

  static Scratch ofThread() {
    return OF_THREAD.get();
  }

  /** Address of a place. */
  long at(int place) {
    return base + (long) place * PLACE;
  }

  /** Address of the message area. */
  long messageAt() {
    return base + (long) PLACES * PLACE;
  }

  void putMessage(byte[] message) {
    Check.that(message.length <= MESSAGE_MAX, "message to hash fits the scratch");
    MemorySegment.copy(message, 0, slab, JAVA_BYTE, (long) PLACES * PLACE, message.length);
  }

  void putLongs(int place, long[] words) {
    MemorySegment.copy(words, 0, slab, JAVA_LONG, (long) place * PLACE, words.length);
  }

  void putWords(int place, long w0, long w1, long w2, long w3) {
    long offset = (long) place * PLACE;
    slab.set(JAVA_LONG, offset, w0);
    slab.set(JAVA_LONG, offset + 8, w1);
    slab.set(JAVA_LONG, offset + 16, w2);
    slab.set(JAVA_LONG, offset + 24, w3);
  }

  long word(int place, int index) {
    return slab.get(JAVA_LONG, (long) place * PLACE + 8L * index);
  }

  long[] longs(int place, int count) {
    long[] words = new long[count];
    MemorySegment.copy(slab, JAVA_LONG, (long) place * PLACE, words, 0, count);
    return words;
  }

  void putBytes(int place, byte[] bytes) {
    Check.that(bytes.length <= PLACE, "operand fits its place");
    MemorySegment.copy(bytes, 0, slab, JAVA_BYTE, (long) place * PLACE, bytes.length);
  }

  byte[] bytes(int place, int count) {
    byte[] bytes = new byte[count];
    MemorySegment.copy(slab, JAVA_BYTE, (long) place * PLACE, bytes, 0, count);
    return bytes;
  }

  void copyOut(int place, MemorySegment target, long offset, int count) {
    MemorySegment.copy(slab, (long) place * PLACE, target, offset, count);
  }

  void copyIn(MemorySegment source, long offset, int place, int count) {
    MemorySegment.copy(source, offset, slab, (long) place * PLACE, count);
  }

  /** Lays a scalar in little-endian order at a place, as multiplications want it. */
  void putScalar(int place, Scalar scalar) {
    scalar.copyMontgomeryTo(slab, (long) TAG * PLACE);
    Blst.call(Blst.SCALAR_FROM_FR, at(place), at(TAG));
  }

  /** Whether the little-endian scalar at a place is below 2^bits. */
  boolean isBelow(int place, int bits) {
    long beyond = 0;
    for (int word = 0; word < 4; word++) {
      int kept = Math.clamp(bits - 64L * word, 0, 64);
      long value = slab.get(JAVA_LONG, (long) place * PLACE + 8L * word);
      beyond |= kept == 64 ? 0 : value >>> kept;
    }
    return beyond == 0;
  }
}
