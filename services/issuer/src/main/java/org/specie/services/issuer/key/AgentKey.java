package org.specie.services.issuer.key;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.offline.agents.key.SigningKey;

/**
 * A key of P-256 that its role can write down: {@code var}(PKCS #8) and {@code var}(the public key
 * in X.509). Not a record: it is secret.
 */
public final class AgentKey {
  private static final String ALGORITHM = "EC";
  private static final int PART_MAX = 1_024;

  private static final byte[] PROBE = {'s', 'p', 'e', 'c', 'i', 'e'};

  private final KeyPair pair;

  private AgentKey(KeyPair pair) {
    this.pair = pair;
  }

  /** A fresh key, from the operating system's randomness. */
  public static AgentKey generate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return new AgentKey(generator.generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new InvariantViolation("this JDK has no P-256", e);
    }
  }

  /** Reads what {@link #encode()} wrote. */
  public static AgentKey decode(Secret encoded) throws MalformedInput {
    byte[] bytes = encoded.lend(byte[]::clone);
    try {
      Decoder in = new Decoder(bytes);
      byte[] secret = in.bytes(PART_MAX).toByteArray();
      byte[] shown = in.bytes(PART_MAX).toByteArray();
      in.end();
      KeyFactory factory = KeyFactory.getInstance(ALGORITHM);
      PublicKey publicKey = factory.generatePublic(new X509EncodedKeySpec(shown));
      PrivateKey privateKey = factory.generatePrivate(new PKCS8EncodedKeySpec(secret));
      if (!belongTogether(privateKey, publicKey)) {
        throw new MalformedInput("a secret key is kept with its own public key");
      }
      return new AgentKey(new KeyPair(publicKey, privateKey));
    } catch (GeneralSecurityException e) {
      throw new MalformedInput("not a key of P-256");
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /** A secret key that was damaged would sign what nobody can verify. */
  private static boolean belongTogether(PrivateKey secret, PublicKey shown)
      throws GeneralSecurityException {
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(secret);
    signature.update(PROBE);
    byte[] signed = signature.sign();
    signature.initVerify(shown);
    signature.update(PROBE);
    return signature.verify(signed);
  }

  /** The form in which a role keeps it. */
  public Secret encode() {
    byte[] bytes =
        new Encoder()
            .u32(pair.getPrivate().getEncoded().length)
            .fixed(pair.getPrivate().getEncoded())
            .u32(pair.getPublic().getEncoded().length)
            .fixed(pair.getPublic().getEncoded())
            .toByteArray();
    try {
      return Secret.copyOf(bytes);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /** What signs with it. */
  public SigningKey signing() {
    return SigningKey.of(pair);
  }

  @Override
  public String toString() {
    return "AgentKey[redacted]";
  }
}
