package org.specie.offline.monebox.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The examination finds what it is for, and lets the rest be. */
class CardInstructionsTest {
  /** Methods that a card would compute otherwise, or not at all. */
  @SuppressWarnings("unused")
  private static final class Wrong {
    static short shiftsASum(short a, short b) {
      return (short) ((a + b) >> 1);
    }

    static boolean comparesAProduct(short a, short b) {
      return a * b > b;
    }

    static byte indexesBySum(byte[] bytes, short a, short b) {
      return bytes[a + b];
    }

    static short shiftsUnsigned(short a) {
      return (short) (a >>> 1);
    }

    static short countsInLongs(short a) {
      return (short) (a + 1L);
    }

    static short usesALargeConstant(short a) {
      return (short) (a & 40_000);
    }

    static short makesInts(short a) {
      return (short) new int[a].length;
    }
  }

  /** Methods that a card computes as the JDK does. */
  @SuppressWarnings("unused")
  private static final class Right {
    static short cutsBack(short a, short b) {
      return (short) ((short) (a + b) >> 1);
    }

    static byte adds(byte[] bytes, short a, short b) {
      byte found = bytes[(short) (a + b)];
      return a > b && found != 0 ? (byte) (found ^ a) : found;
    }

    static short masks(short a, short b) {
      return (short) (((a + b) & 0x7F) >> 1);
    }
  }

  @Test
  void findsWhatACardComputesOtherwise() throws IOException {
    assertThat(findings(Wrong.class)).hasSize(7);
  }

  @Test
  void findsNothingInWhatACardComputesAlike() throws IOException {
    assertThat(findings(Right.class)).isEmpty();
  }

  /** One finding a method, at least. */
  private static List<String> findings(Class<?> type) throws IOException {
    String file = "/" + type.getName().replace('.', '/') + ".class";
    try (InputStream in = Objects.requireNonNull(type.getResourceAsStream(file))) {
      return ClassFile.of().parse(in.readAllBytes()).methods().stream()
          .filter(method -> !method.methodName().equalsString("<init>"))
          .flatMap(method -> method.code().stream())
          .map(CardInstructions::examine)
          .filter(found -> !found.isEmpty())
          .map(found -> found.getFirst())
          .toList();
    }
  }
}
