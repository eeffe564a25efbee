package org.specie.kernel.crypto.bls381;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import org.specie.kernel.core.InvariantViolation;

/**
 * The functions of blst this room uses, bound with raw addresses. Calls below ten microseconds are
 * bound as critical (no safepoint transition); longer ones are not, because a critical call holds
 * up the garbage collector. blst checks nothing: whoever calls these has checked lengths and
 * encodings.
 */
final class Blst {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final SymbolLookup LIBRARY = BlstLibrary.load();

  // Scalar field, Montgomery form.
  static final MethodHandle FR_ADD = shortCall("blst_fr_add", 3);
  static final MethodHandle FR_SUB = shortCall("blst_fr_sub", 3);
  static final MethodHandle FR_MUL = shortCall("blst_fr_mul", 3);
  static final MethodHandle FR_INVERSE = shortCall("blst_fr_inverse", 2);
  static final MethodHandle FR_FROM_SCALAR = shortCall("blst_fr_from_scalar", 2);
  static final MethodHandle SCALAR_FROM_FR = shortCall("blst_scalar_from_fr", 2);
  static final MethodHandle SCALAR_FR_CHECK = shortCheck("blst_scalar_fr_check", 1);
  static final MethodHandle SCALAR_FROM_BE_BYTES = shortCheck("blst_scalar_from_be_bytes", 3);

  // Base field, Montgomery form.
  static final MethodHandle FP_MUL = shortCall("blst_fp_mul", 3);
  static final MethodHandle FP_CNEG = shortCallSelect("blst_fp_cneg");

  // G1.
  static final MethodHandle P1_ADD_OR_DOUBLE = shortCall("blst_p1_add_or_double", 3);
  static final MethodHandle P1_ADD_OR_DOUBLE_AFFINE = shortCall("blst_p1_add_or_double_affine", 3);
  static final MethodHandle P1_DOUBLE = shortCall("blst_p1_double", 2);
  static final MethodHandle P1_CNEG = shortCallFlag("blst_p1_cneg");
  static final MethodHandle P1_FROM_AFFINE = shortCall("blst_p1_from_affine", 2);
  static final MethodHandle P1_TO_AFFINE = shortCall("blst_p1_to_affine", 2);
  static final MethodHandle P1_IS_INF = shortCheck("blst_p1_is_inf", 1);
  static final MethodHandle P1_MULT = longCall("blst_p1_mult", 4);
  static final MethodHandle P1_AFFINE_IN_G1 = longCheck("blst_p1_affine_in_g1", 1);
  static final MethodHandle P1_AFFINE_SERIALIZE = shortCall("blst_p1_affine_serialize", 2);
  static final MethodHandle P1_AFFINE_COMPRESS = shortCall("blst_p1_affine_compress", 2);
  static final MethodHandle P1_DESERIALIZE = shortCheck("blst_p1_deserialize", 2);
  static final MethodHandle P1_UNCOMPRESS = longCheck("blst_p1_uncompress", 2);
  static final MethodHandle HASH_TO_G1 = longCall("blst_hash_to_g1", 7);
  static final MethodHandle P1S_TO_AFFINE = longCall("blst_p1s_to_affine", 3);
  static final MethodHandle P1S_PIPPENGER = longCall("blst_p1s_mult_pippenger", 6);
  static final MethodHandle P1S_PIPPENGER_SCRATCH =
      shortSize("blst_p1s_mult_pippenger_scratch_sizeof");
  static final MethodHandle P1S_WBITS_PRECOMPUTE = longCall("blst_p1s_mult_wbits_precompute", 4);
  static final MethodHandle P1S_WBITS = longCall("blst_p1s_mult_wbits", 7);

  // G2.
  static final MethodHandle P2_ADD_OR_DOUBLE_AFFINE = shortCall("blst_p2_add_or_double_affine", 3);
  static final MethodHandle P2_CNEG = shortCallFlag("blst_p2_cneg");
  static final MethodHandle P2_FROM_AFFINE = shortCall("blst_p2_from_affine", 2);
  static final MethodHandle P2_TO_AFFINE = shortCall("blst_p2_to_affine", 2);
  static final MethodHandle P2_MULT = longCall("blst_p2_mult", 4);
  static final MethodHandle P2_AFFINE_IN_G2 = longCheck("blst_p2_affine_in_g2", 1);
  static final MethodHandle P2_AFFINE_SERIALIZE = shortCall("blst_p2_affine_serialize", 2);
  static final MethodHandle P2_DESERIALIZE = shortCheck("blst_p2_deserialize", 2);

  // Pairing.
  static final MethodHandle MILLER_LOOP_N = longCall("blst_miller_loop_n", 4);
  static final MethodHandle PRECOMPUTE_LINES = longCall("blst_precompute_lines", 2);
  static final MethodHandle MILLER_LOOP_LINES = longCall("blst_miller_loop_lines", 3);
  static final MethodHandle FINAL_EXP = longCall("blst_final_exp", 2);
  static final MethodHandle FP12_MUL = shortCall("blst_fp12_mul", 3);
  static final MethodHandle FP12_IS_ONE = shortCheck("blst_fp12_is_one", 1);

  // Bytes of the structures of blst.h.
  static final int FR = 32;
  static final int SCALAR = 32;
  static final int P1_AFFINE = 96;
  static final int P1 = 144;
  static final int P2_AFFINE = 192;
  static final int P2 = 288;
  static final int FP12 = 576;
  static final int LINES = 68 * 288;

  private Blst() {}

  private static MemoryLayout[] longs(int count) {
    MemoryLayout[] layouts = new MemoryLayout[count];
    java.util.Arrays.fill(layouts, JAVA_LONG);
    return layouts;
  }

  private static MethodHandle shortCall(String name, int parameters) {
    return bind(name, FunctionDescriptor.ofVoid(longs(parameters)), true);
  }

  private static MethodHandle longCall(String name, int parameters) {
    return bind(name, FunctionDescriptor.ofVoid(longs(parameters)), false);
  }

  private static MethodHandle shortCheck(String name, int parameters) {
    return bind(name, FunctionDescriptor.of(JAVA_INT, longs(parameters)), true);
  }

  private static MethodHandle longCheck(String name, int parameters) {
    return bind(name, FunctionDescriptor.of(JAVA_INT, longs(parameters)), false);
  }

  private static MethodHandle shortSize(String name) {
    return bind(name, FunctionDescriptor.of(JAVA_LONG, JAVA_LONG), true);
  }

  private static MethodHandle shortCallFlag(String name) {
    return bind(name, FunctionDescriptor.ofVoid(JAVA_LONG, JAVA_INT), true);
  }

  private static MethodHandle shortCallSelect(String name) {
    return bind(name, FunctionDescriptor.ofVoid(JAVA_LONG, JAVA_LONG, JAVA_INT), true);
  }

  @SuppressWarnings("restricted")
  private static MethodHandle bind(String name, FunctionDescriptor shape, boolean critical) {
    var symbol =
        LIBRARY.find(name).orElseThrow(() -> new InvariantViolation("libblst has no " + name));
    return critical
        ? LINKER.downcallHandle(symbol, shape, Linker.Option.critical(false))
        : LINKER.downcallHandle(symbol, shape);
  }

  // Callers pass the constants above, so that the compiler inlines the handle through these
  // methods. A
  // native call cannot throw; if its handle does, the program is broken.

  static void call(MethodHandle function, long a, long b) {
    try {
      function.invokeExact(a, b);
    } catch (Throwable broken) {
      throw new InvariantViolation("a blst call failed", broken);
    }
  }

  static void call(MethodHandle function, long a, long b, long c) {
    try {
      function.invokeExact(a, b, c);
    } catch (Throwable broken) {
      throw new InvariantViolation("a blst call failed", broken);
    }
  }

  static void call(MethodHandle function, long a, long b, long c, long d) {
    try {
      function.invokeExact(a, b, c, d);
    } catch (Throwable broken) {
      throw new InvariantViolation("a blst call failed", broken);
    }
  }

  static void call(MethodHandle function, long a, long b, long c, long d, long e, long f) {
    try {
      function.invokeExact(a, b, c, d, e, f);
    } catch (Throwable broken) {
      throw new InvariantViolation("a blst call failed", broken);
    }
  }

  static void call(MethodHandle function, long a, long b, long c, long d, long e, long f, long g) {
    try {
      function.invokeExact(a, b, c, d, e, f, g);
    } catch (Throwable broken) {
      throw new InvariantViolation("a blst call failed", broken);
    }
  }

  static void callFlag(MethodHandle function, long a, boolean flag) {
    try {
      function.invokeExact(a, flag ? 1 : 0);
    } catch (Throwable broken) {
      throw new InvariantViolation("a blst call failed", broken);
    }
  }

  /** Calls with a selecting bit that must not decide a branch: it goes to blst as it is. */
  static void callSelect(MethodHandle function, long a, long b, int bit) {
    try {
      function.invokeExact(a, b, bit);
    } catch (Throwable broken) {
      throw new InvariantViolation("a blst call failed", broken);
    }
  }

  static long size(MethodHandle function, long a) {
    try {
      return (long) function.invokeExact(a);
    } catch (Throwable broken) {
      throw new InvariantViolation("a blst call failed", broken);
    }
  }

  /** The answer's lowest byte: C's bool leaves the rest undefined. */
  static int ask(MethodHandle function, long a) {
    try {
      return (int) function.invokeExact(a) & 0xff;
    } catch (Throwable broken) {
      throw new InvariantViolation("a blst call failed", broken);
    }
  }

  /** The answer's lowest byte: C's bool leaves the rest undefined. */
  static int ask(MethodHandle function, long a, long b) {
    try {
      return (int) function.invokeExact(a, b) & 0xff;
    } catch (Throwable broken) {
      throw new InvariantViolation("a blst call failed", broken);
    }
  }

  /** The answer's lowest byte: C's bool leaves the rest undefined. */
  static int ask(MethodHandle function, long a, long b, long c) {
    try {
      return (int) function.invokeExact(a, b, c) & 0xff;
    } catch (Throwable broken) {
      throw new InvariantViolation("a blst call failed", broken);
    }
  }
}
