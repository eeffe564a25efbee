package org.specie.ledger.api.certificate;

import org.specie.kernel.core.ByteString;

/** RFC 8032 signatures over byte strings, deterministic. Verification is variable-time. */
final class Ed25519 {
  static final int SEED_BYTES = 32;
  static final int SIGNATURE_BYTES = 64;
  private static final int PUBLIC_KEY_BYTES = 32;

  private Ed25519() {}

  static ByteString publicKey(byte[] seed) {
    byte[] publicKey = new byte[PUBLIC_KEY_BYTES];
    org.bouncycastle.math.ec.rfc8032.Ed25519.generatePublicKey(seed, 0, publicKey, 0);
    return ByteString.copyOf(publicKey);
  }

  static ByteString sign(byte[] seed, ByteString message) {
    byte[] signature = new byte[SIGNATURE_BYTES];
    org.bouncycastle.math.ec.rfc8032.Ed25519.sign(
        seed, 0, message.toByteArray(), 0, message.size(), signature, 0);
    return ByteString.copyOf(signature);
  }

  static boolean verify(ByteString publicKey, ByteString message, ByteString signature) {
    return org.bouncycastle.math.ec.rfc8032.Ed25519.verify(
        signature.toByteArray(),
        0,
        publicKey.toByteArray(),
        0,
        message.toByteArray(),
        0,
        message.size());
  }
}
