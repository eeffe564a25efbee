package org.specie.cli.secrecy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;

/** Secrets, and the forms in which a process of ours has them or may write them down. */
final class KeyForms {
  private final Map<String, byte[]> forms = new LinkedHashMap<>();

  /** By what they are, and how it is written. */
  Map<String, byte[]> all() {
    return Collections.unmodifiableMap(forms);
  }

  /** Bytes as they are, and in hexadecimal. */
  KeyForms bytes(String what, ByteString bytes) {
    forms.put(what + ", bytes", bytes.toByteArray());
    forms.put(what + ", hex", bytes.toHex().getBytes(StandardCharsets.US_ASCII));
    return this;
  }

  /**
   * A scalar: as it is encoded and turned round, as the four words of Montgomery's form that {@link
   * Scalar} and blst compute with, and all of that folded, as shares of signing keys are kept
   * (docs/spec/04-threshold-signatures.md, clause 4.4).
   */
  KeyForms scalar(String what, Scalar scalar) {
    words(what, scalar);
    words(what + ", folded", scalar.times(G1.COFACTOR_CLEARER_INVERSE));
    return this;
  }

  private void words(String what, Scalar scalar) {
    bytes(what, scalar.toByteString());
    forms.put(what + ", little", turned(scalar.toByteString().toByteArray()));
    BigInteger montgomery =
        new BigInteger(1, scalar.toByteString().toByteArray())
            .shiftLeft(Scalar.SIZE * Byte.SIZE)
            .mod(Scalar.ORDER);
    byte[] big = new byte[Scalar.SIZE];
    byte[] shortest = montgomery.toByteArray();
    int length = Math.min(shortest.length, big.length);
    System.arraycopy(shortest, shortest.length - length, big, big.length - length, length);
    forms.put(what + ", Montgomery", turned(big));
  }

  private static byte[] turned(byte[] bytes) {
    byte[] turned = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      turned[i] = bytes[bytes.length - 1 - i];
    }
    return turned;
  }
}
