package org.specie.offline.monebox;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.security.spec.RSAPrivateKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.specie.offline.token.layout.ArtLayout;

/** The issuer of a test: its keys, and everything it signs for cards. Made once for all tests. */
final class Authority {
  static final int NOW = 29_900_000;
  static final int FROM = NOW - 50_000;
  static final int UNTIL = NOW + 50_000;
  static final short CURRENCY = 978;
  static final byte PLACES = 2;
  static final byte CARD_CLASS = 0x02;
  static final long PAYMENT_MAX = 100_000;
  static final long AGGREGATE_MAX = 1_000_000;
  static final long CLASS_PAYMENT_MAX = 50_000;

  /** Half of P-256's order: signatures keep s below it. */
  private static final BigInteger ORDER =
      new BigInteger("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", 16);

  static final Authority INSTANCE = new Authority(newPair(), classKey(0), (byte) 0x0F, FROM, UNTIL);

  final KeyPair root;
  final KeyPair classKey;
  private final byte classes;
  private final int from;
  private final int until;
  final KeyPair factory = newPair();
  final KeyPair certifier = newPair();
  final KeyPair recovery = newPair();
  final KeyPair timeKeeper = newPair();
  final KeyPair manager = newPair();
  final KeyPair otherClassKey = classKey(2);

  /** Certifies agents for these classes and this time. */
  Authority(KeyPair root, KeyPair classKey, byte classes, int from, int until) {
    this.root = root;
    this.classKey = classKey;
    this.classes = classes;
    this.from = from;
    this.until = until;
  }

  static KeyPair newPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A class key from two of the primes beside this class: making some takes longer than a test. */
  private static KeyPair classKey(int first) {
    return classKey(first, first + 1);
  }

  /** The class key of these two primes, of four. */
  static KeyPair classKey(int first, int second) {
    try (InputStream in = Authority.class.getResourceAsStream("class-key-primes.txt")) {
      List<BigInteger> primes =
          new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.US_ASCII)
              .lines()
              .map(line -> new BigInteger(line, 16))
              .toList();
      BigInteger p = primes.get(first);
      BigInteger q = primes.get(second);
      BigInteger modulus = p.multiply(q);
      BigInteger order = p.subtract(BigInteger.ONE).multiply(q.subtract(BigInteger.ONE));
      BigInteger secret = RSAKeyGenParameterSpec.F4.modInverse(order);
      KeyFactory factory = KeyFactory.getInstance("RSA");
      return new KeyPair(
          factory.generatePublic(new RSAPublicKeySpec(modulus, RSAKeyGenParameterSpec.F4)),
          factory.generatePrivate(new RSAPrivateKeySpec(modulus, secret)));
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Two coordinates. */
  static byte[] point(KeyPair pair) {
    ECPublicKey key = (ECPublicKey) pair.getPublic();
    return ByteBuffer.allocate(64)
        .put(fixed(key.getW().getAffineX(), 32))
        .put(fixed(key.getW().getAffineY(), 32))
        .array();
  }

  /** A number in so many bytes. */
  static byte[] fixed(BigInteger number, int size) {
    byte[] raw = number.toByteArray();
    byte[] out = new byte[size];
    int skip = Math.max(0, raw.length - size);
    System.arraycopy(raw, skip, out, size - raw.length + skip, raw.length - skip);
    return out;
  }

  static byte[] sha256(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] keyId(byte[] publicKey) {
    return Arrays.copyOf(sha256(publicKey), ArtLayout.KEY_ID_SIZE);
  }

  static byte[] join(byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    ByteBuffer joined = ByteBuffer.allocate(length);
    for (byte[] part : parts) {
      joined.put(part);
    }
    return joined.array();
  }

  static byte[] amount(long minor) {
    return ByteBuffer.allocate(8).putLong(minor).array();
  }

  static byte[] u32(int number) {
    return ByteBuffer.allocate(4).putInt(number).array();
  }

  /** A signature in 64 bytes with a small s. */
  static byte[] sign(KeyPair pair, String domain, byte[]... parts) {
    try {
      Signature signer = Signature.getInstance("SHA256withECDSAinP1363Format");
      signer.initSign(pair.getPrivate());
      signer.update(domain.getBytes(StandardCharsets.US_ASCII));
      for (byte[] part : parts) {
        signer.update(part);
      }
      byte[] signature = signer.sign();
      BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, 32, 64));
      if (s.compareTo(ORDER.shiftRight(1)) > 0) {
        System.arraycopy(fixed(ORDER.subtract(s), 32), 0, signature, 32, 32);
      }
      return signature;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  byte[] rootCertificate() {
    return keyCertificate(root, ArtLayout.USE_ROOT);
  }

  /** An agent's certificate, of the usual validity. */
  byte[] keyCertificate(KeyPair subject, byte use) {
    return signKey(keyBody(subject, use, from, until));
  }

  /** Everything before the signature, to be changed by tests. */
  byte[] keyBody(KeyPair subject, byte use, int from, int until) {
    byte[] point = point(subject);
    return ByteBuffer.allocate(ArtLayout.KEY_SIGNATURE)
        .put(ArtLayout.TYPE_KEY_CERT)
        .put(ArtLayout.ALGORITHM_P256)
        .put(use)
        .put(classes)
        .put(keyId(point))
        .putShort(CURRENCY)
        .putShort((short) 0)
        .putInt(from)
        .putInt(until)
        .putLong(PAYMENT_MAX)
        .putLong(AGGREGATE_MAX)
        .put(point)
        .put(keyId(point(root)))
        .putInt(0)
        .array();
  }

  byte[] signKey(byte[] body) {
    return join(body, sign(root, "ART1-KEY", body));
  }

  byte[] classCertificate() {
    return classCertificate(classKey, CARD_CLASS, 1);
  }

  byte[] classCertificate(KeyPair key, byte deviceClass, int uses) {
    return signClass(classBody(key, deviceClass, uses, FROM, UNTIL));
  }

  byte[] classBody(KeyPair key, byte deviceClass, int uses, int from, int until) {
    byte[] modulus = fixed(((RSAPublicKey) key.getPublic()).getModulus(), 256);
    return ByteBuffer.allocate(ArtLayout.CLASS_SIGNATURE)
        .put(ArtLayout.TYPE_CLASS_CERT)
        .put(ArtLayout.ALGORITHM_RSA_PSS)
        .put(ArtLayout.USE_CLASS)
        .put(deviceClass)
        .put(keyId(modulus))
        .putShort(CURRENCY)
        .putShort((short) 0)
        .putInt(from)
        .putInt(until)
        .putLong(CLASS_PAYMENT_MAX)
        .putLong(64)
        .putShort((short) 7)
        .putShort((short) uses)
        .put(modulus)
        .put(keyId(point(certifier)))
        .putInt(0)
        .array();
  }

  byte[] signClass(byte[] body) {
    return join(body, sign(certifier, "ART1-CLS", body));
  }

  static byte[] classKeyId(KeyPair key) {
    return keyId(fixed(((RSAPublicKey) key.getPublic()).getModulus(), 256));
  }

  /** What the certifier's HSM does: the private operation on bytes it cannot read. */
  static byte[] rawSign(KeyPair key, byte[] blinded) {
    RSAPrivateKey secret = (RSAPrivateKey) key.getPrivate();
    return fixed(
        new BigInteger(1, blinded).modPow(secret.getPrivateExponent(), secret.getModulus()), 256);
  }

  byte[] signConfiguration(byte[] body) {
    return join(body, sign(factory, "ART1-CFG", body));
  }

  byte[] factoryKeyId() {
    return keyId(point(factory));
  }
}
