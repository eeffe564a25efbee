package org.specie.offline.simulator;

import java.util.EnumMap;
import java.util.Map;
import javacard.security.ECPrivateKey;
import javacard.security.KeyAgreement;
import javacard.security.KeyPair;
import javacard.security.MessageDigest;
import javacard.security.Signature;
import javacardx.crypto.Cipher;

/**
 * Stands between woven classes and the cryptography of the simulator and counts what a real card
 * would spend its time on. Each method has the signature of the one it stands for, with the object
 * in front.
 */
public final class CountedCryptography {
  /** What is counted. */
  public enum Operation {
    ECDSA_SIGN,
    ECDSA_VERIFY,
    EC_KEY,
    EC_AGREEMENT,
    RSA_PUBLIC,
    HASH_BLOCK,
    AES_MAC
  }

  /** SHA-256 takes 64 bytes at once, and nine more than the message at the end. */
  private static final int BLOCK = 64;

  private static final int PADDING = 9;

  /** Bytes of a P-256 secret. */
  private static final int SECRET = 32;

  /** All of them fail once in 2^128 times. */
  private static final int ATTEMPTS_MAX = 16;

  private static final ThreadLocal<Map<Operation, Integer>> COUNTS =
      ThreadLocal.withInitial(() -> new EnumMap<>(Operation.class));

  private CountedCryptography() {}

  /** Counts from here. */
  public static void begin() {
    COUNTS.get().clear();
  }

  public static Map<Operation, Integer> counts() {
    return new EnumMap<>(COUNTS.get());
  }

  private static void count(Operation operation, int times) {
    COUNTS.get().merge(operation, times, Integer::sum);
  }

  private static boolean isEcdsa(Signature signature) {
    return signature.getAlgorithm() == Signature.ALG_ECDSA_SHA_256;
  }

  public static void update(Signature signature, byte[] in, short at, short length) {
    if (isEcdsa(signature)) {
      count(Operation.HASH_BLOCK, length / BLOCK);
    }
    signature.update(in, at, length);
  }

  public static short sign(
      Signature signature, byte[] in, short at, short length, byte[] out, short to) {
    if (isEcdsa(signature)) {
      count(Operation.ECDSA_SIGN, 1);
      count(Operation.HASH_BLOCK, (length + PADDING + BLOCK - 1) / BLOCK);
    } else {
      count(Operation.AES_MAC, 1);
    }
    return signature.sign(in, at, length, out, to);
  }

  public static boolean verify(
      Signature signature,
      byte[] in,
      short at,
      short length,
      byte[] code,
      short codeAt,
      short codeLength) {
    count(Operation.ECDSA_VERIFY, 1);
    count(Operation.HASH_BLOCK, (length + PADDING + BLOCK - 1) / BLOCK);
    return signature.verify(in, at, length, code, codeAt, codeLength);
  }

  public static void update(MessageDigest digest, byte[] in, short at, short length) {
    count(Operation.HASH_BLOCK, length / BLOCK);
    digest.update(in, at, length);
  }

  public static short doFinal(
      MessageDigest digest, byte[] in, short at, short length, byte[] out, short to) {
    count(Operation.HASH_BLOCK, (length + PADDING + BLOCK - 1) / BLOCK);
    return digest.doFinal(in, at, length, out, to);
  }

  public static short doFinal(
      Cipher cipher, byte[] in, short at, short length, byte[] out, short to) {
    if (cipher.getAlgorithm() == Cipher.ALG_RSA_NOPAD) {
      count(Operation.RSA_PUBLIC, 1);
    }
    return cipher.doFinal(in, at, length, out, to);
  }

  /**
   * Makes keys whose secret has all its bytes. The simulator writes a shorter one over the
   * beginning of the one before and then reads both: one key in 256 that is made anew would not be
   * a pair.
   */
  public static void genKeyPair(KeyPair pair) {
    PersistentMemory.keyChanges();
    count(Operation.EC_KEY, 1);
    byte[] secret = new byte[SECRET];
    for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      pair.genKeyPair();
      if (((ECPrivateKey) pair.getPrivate()).getS(secret, (short) 0) == SECRET) {
        return;
      }
    }
    throw new IllegalStateException("no key with a whole secret in " + ATTEMPTS_MAX + " attempts");
  }

  public static short generateSecret(
      KeyAgreement agreement, byte[] point, short at, short length, byte[] out, short to) {
    count(Operation.EC_AGREEMENT, 1);
    return agreement.generateSecret(point, at, length, out, to);
  }

  /** Whether a member of the API is counted here. */
  static boolean counts(String owner, String name) {
    return switch (owner) {
      case "javacard/security/Signature" ->
          name.equals("update") || name.equals("sign") || name.equals("verify");
      case "javacard/security/MessageDigest" -> name.equals("update") || name.equals("doFinal");
      case "javacardx/crypto/Cipher" -> name.equals("doFinal");
      case "javacard/security/KeyPair" -> name.equals("genKeyPair");
      case "javacard/security/KeyAgreement" -> name.equals("generateSecret");
      default -> false;
    };
  }
}
