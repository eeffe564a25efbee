package org.specie.kernel.crypto.hybrid;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.bouncycastle.math.ec.rfc7748.X25519;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.crypto.seed.Hkdf;

/**
 * HPKE in base mode for one message: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, ChaCha20-Poly1305
 * (identifiers 0x0020, 0x0001, 0x0003). The JDK has no HPKE before version 26. X25519 comes from
 * BouncyCastle: 53 µs an agreement against 92 µs in the JDK, and wallets scan many. Constant time
 * in the secret keys. Source: RFC 9180 sections 4 and 5, whose names are kept.
 */
final class Hpke {
  static final int POINT_SIZE = 32;
  private static final byte[] VERSION = ascii("HPKE-v1");
  private static final byte[] KEM_SUITE = suite("KEM", "0020");
  private static final byte[] HPKE_SUITE = suite("HPKE", "002000010003");
  private static final byte[] NOTHING = new byte[0];

  private Hpke() {}

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] suite(String name, String identifiers) {
    return join(ascii(name), HexFormat.of().parseHex(identifiers));
  }

  private static byte[] join(byte[]... parts) {
    byte[] all = new byte[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  private static byte[] labeledExtract(byte[] suite, byte[] salt, String label, byte[] ikm) {
    return Hkdf.extract(salt, join(VERSION, suite, ascii(label), ikm));
  }

  private static byte[] labeledExpand(
      byte[] suite, byte[] prk, String label, byte[] info, int size) {
    byte[] length = {(byte) (size >>> 8), (byte) size};
    return Hkdf.expand(prk, join(length, VERSION, suite, ascii(label), info), size);
  }

  /** DeriveKeyPair: the secret key for {@code ikm}. */
  static byte[] deriveSecretKey(byte[] ikm) {
    byte[] prk = labeledExtract(KEM_SUITE, NOTHING, "dkp_prk", ikm);
    return labeledExpand(KEM_SUITE, prk, "sk", NOTHING, POINT_SIZE);
  }

  static byte[] publicKey(byte[] secretKey) {
    byte[] key = new byte[POINT_SIZE];
    X25519.generatePublicKey(secretKey, 0, key, 0);
    return key;
  }

  /** Encap and Decap alike: nothing if the agreed point is zero, which a bad key forces. */
  static Optional<byte[]> sharedSecret(
      byte[] secretKey, byte[] peer, byte[] encapsulated, byte[] recipient) {
    byte[] agreed = new byte[POINT_SIZE];
    if (!X25519.calculateAgreement(secretKey, 0, peer, 0, agreed, 0)) {
      return Optional.empty();
    }
    byte[] prk = labeledExtract(KEM_SUITE, NOTHING, "eae_prk", agreed);
    Arrays.fill(agreed, (byte) 0);
    byte[] context = join(encapsulated, recipient);
    return Optional.of(labeledExpand(KEM_SUITE, prk, "shared_secret", context, Hkdf.PRK_SIZE));
  }

  /** key_schedule_context, the same for all messages with one {@code info}. */
  static byte[] scheduleContext(byte[] info) {
    return join(
        new byte[] {0},
        labeledExtract(HPKE_SUITE, NOTHING, "psk_id_hash", NOTHING),
        labeledExtract(HPKE_SUITE, NOTHING, "info_hash", info));
  }

  /** What both sides share: KeySchedule in mode 0 with an empty pre-shared key. */
  static final class Context {
    private final byte[] scheduleContext;
    private final byte[] secret;

    Context(byte[] sharedSecret, byte[] scheduleContext) {
      this.scheduleContext = scheduleContext;
      this.secret = labeledExtract(HPKE_SUITE, sharedSecret, "secret", NOTHING);
    }

    byte[] key() {
      return labeledExpand(HPKE_SUITE, secret, "key", scheduleContext, Aead.KEY_SIZE);
    }

    /** The nonce of the first and only message. */
    byte[] nonce() {
      return labeledExpand(HPKE_SUITE, secret, "base_nonce", scheduleContext, Aead.NONCE_SIZE);
    }

    byte[] export(byte[] exporterContext, int size) {
      byte[] exporter = labeledExpand(HPKE_SUITE, secret, "exp", scheduleContext, Hkdf.PRK_SIZE);
      return labeledExpand(HPKE_SUITE, exporter, "sec", exporterContext, size);
    }

    ByteString seal(ByteString associated, ByteString plaintext) {
      return Aead.seal(key(), nonce(), associated, plaintext);
    }

    Optional<ByteString> open(ByteString associated, ByteString sealed) {
      return Aead.open(key(), nonce(), associated, sealed);
    }
  }
}
