package org.specie.ledger.transport.identity;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.InvariantViolation;

/**
 * The one kind of key in certificates: ECDSA on P-256 with SHA-256, which every TLS 1.3 stack
 * speaks. Keys come from the JDK's generator. Source: FIPS 186-5; RFC 8446, section 9.1.
 */
final class P256 {
  static final String KEY_ALGORITHM = "EC";
  static final String SIGNATURE_ALGORITHM = "SHA256withECDSA";
  private static final String CURVE = "secp256r1";

  /** The object identifier of prime256v1, as it stands in a SubjectPublicKeyInfo. */
  private static final byte[] CURVE_OID = {
    0x06, 0x08, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 0x03, 0x01, 0x07
  };

  /** Where the curve stands in a SubjectPublicKeyInfo of 91 bytes. */
  private static final int CURVE_AT = 13;

  private static final int SPKI_SIZE = 91;

  private P256() {}

  static KeyPair generate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(KEY_ALGORITHM);
      generator.initialize(new ECGenParameterSpec(CURVE));
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException | InvalidAlgorithmParameterException e) {
      throw new InvariantViolation("this JDK has no P-256", e);
    }
  }

  /** Whether {@code key} is on this curve, in its one uncompressed encoding. */
  static boolean isKey(PublicKey key) {
    byte[] encoded = key.getEncoded();
    if (!(key instanceof ECPublicKey) || encoded == null || encoded.length != SPKI_SIZE) {
      return false;
    }
    for (int i = 0; i < CURVE_OID.length; i++) {
      if (encoded[CURVE_AT + i] != CURVE_OID[i]) {
        return false;
      }
    }
    return true;
  }

  static Hash32 fingerprint(PublicKey key) {
    return Hash32.sha256(key.getEncoded());
  }

  /** Whether the two belong together: a signature by one verifies under the other. */
  static boolean belongTogether(PrivateKey privateKey, PublicKey publicKey) {
    byte[] probe = "specie/transport/key-pair/1".getBytes(StandardCharsets.UTF_8);
    try {
      Signature signer = Signature.getInstance(SIGNATURE_ALGORITHM);
      signer.initSign(privateKey);
      signer.update(probe);
      byte[] signature = signer.sign();
      Signature verifier = Signature.getInstance(SIGNATURE_ALGORITHM);
      verifier.initVerify(publicKey);
      verifier.update(probe);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
