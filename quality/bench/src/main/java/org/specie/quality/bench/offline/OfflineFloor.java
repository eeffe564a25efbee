package org.specie.quality.bench.offline;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import org.specie.kernel.core.InvariantViolation;

/**
 * The baseline of an acceptance: the signatures under a payment, verified by the JDK and nothing
 * else. The payment's is ECDSA on P-256, that on its key RSA-PSS of 2,048 bits, that on a token
 * ECDSA again.
 */
final class OfflineFloor {
  private static final int MESSAGE = 400;

  private final byte[] message = new byte[MESSAGE];
  private final PublicKey point;
  private final PublicKey modulus;
  private final byte[] ecdsa;
  private final byte[] pss;

  OfflineFloor() {
    try {
      KeyPairGenerator curve = KeyPairGenerator.getInstance("EC");
      curve.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair first = curve.generateKeyPair();
      KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
      rsa.initialize(2_048);
      KeyPair second = rsa.generateKeyPair();
      point = first.getPublic();
      modulus = second.getPublic();
      Signature signer = Signature.getInstance("SHA256withECDSAinP1363Format");
      signer.initSign(first.getPrivate());
      signer.update(message);
      ecdsa = signer.sign();
      Signature other = pss();
      other.initSign(second.getPrivate());
      other.update(message);
      pss = other.sign();
    } catch (GeneralSecurityException e) {
      throw new InvariantViolation("this JDK has P-256 and RSA-PSS", e);
    }
  }

  private static Signature pss() throws GeneralSecurityException {
    Signature signature = Signature.getInstance("RSASSA-PSS");
    signature.setParameter(
        new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
    return signature;
  }

  /** The payment's signature, and the one on its key. */
  void ofPayment() {
    try {
      verify(Signature.getInstance("SHA256withECDSAinP1363Format"), point, ecdsa);
      verify(pss(), modulus, pss);
    } catch (GeneralSecurityException e) {
      throw new InvariantViolation("this JDK has P-256 and RSA-PSS", e);
    }
  }

  /** The same, and the signature on a token that was not seen before. */
  void ofTokenAndPayment() {
    ofPayment();
    try {
      verify(Signature.getInstance("SHA256withECDSAinP1363Format"), point, ecdsa);
    } catch (GeneralSecurityException e) {
      throw new InvariantViolation("this JDK has P-256", e);
    }
  }

  private void verify(Signature verifier, PublicKey key, byte[] signature)
      throws GeneralSecurityException {
    verifier.initVerify(key);
    verifier.update(message);
    if (!verifier.verify(signature)) {
      throw new InvariantViolation("what was signed is verified");
    }
  }
}
