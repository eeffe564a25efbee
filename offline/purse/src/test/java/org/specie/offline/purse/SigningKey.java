package org.specie.offline.purse;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import org.specie.kernel.core.ByteString;
import org.specie.offline.token.signature.Domain;
import org.specie.offline.token.signature.P256Key;
import org.specie.offline.token.signature.P256Signature;

/** A secret key of P-256 and signatures with it, as an agent or a device makes them. */
public final class SigningKey {
  /** Stands where a signature will stand. */
  static final P256Signature NONE = new P256Signature(ByteString.copyOf(new byte[64]));

  private static final int SIZE = 32;

  private final KeyPair pair;

  /** A fresh key. */
  public SigningKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      pair = generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static ByteString fixed(BigInteger number) {
    byte[] bytes = number.toByteArray();
    byte[] fixed = new byte[SIZE];
    int count = Math.min(SIZE, bytes.length);
    System.arraycopy(bytes, bytes.length - count, fixed, SIZE - count, count);
    return ByteString.copyOf(fixed);
  }

  public P256Key publicKey() {
    return P256Key.of((ECPublicKey) pair.getPublic());
  }

  P256Signature sign(Domain domain, ByteString... parts) {
    return sign(domain.prefix(), parts);
  }

  /** Signs {@code parts} behind {@code domain}. */
  public P256Signature sign(ByteString domain, ByteString... parts) {
    try {
      Signature signer = Signature.getInstance("SHA256withECDSAinP1363Format");
      signer.initSign(pair.getPrivate());
      signer.update(domain.toByteArray());
      for (ByteString part : parts) {
        signer.update(part.toByteArray());
      }
      ByteString signature = ByteString.copyOf(signer.sign());
      BigInteger s = new BigInteger(1, signature.slice(SIZE, 2 * SIZE).toByteArray());
      BigInteger low = s.min(P256Signature.ORDER.subtract(s));
      return new P256Signature(ByteString.concat(signature.slice(0, SIZE), fixed(low)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
