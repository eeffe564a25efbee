package org.specie.offline.agents.key;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.KeyAgreement;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.offline.token.signature.Domain;
import org.specie.offline.token.signature.P256Key;
import org.specie.offline.token.signature.P256Signature;

/**
 * The secret key of the root or of an agent, on P-256. Not a record: it is secret. The key may lie
 * in another device, as long as the JDK can sign with it. The time a signature takes is that of the
 * JDK's provider. Spec: docs/spec/50-art.md 1.4.
 */
public final class SigningKey {
  private static final String ALGORITHM = "SHA256withECDSAinP1363Format";
  private static final String AGREEMENT = "ECDH";

  private final PrivateKey secret;
  private final P256Key publicKey;
  private final Optional<Provider> device;

  private SigningKey(PrivateKey secret, P256Key publicKey, Optional<Provider> device) {
    this.secret = secret;
    this.publicKey = publicKey;
    this.device = device;
  }

  /** The key of {@code pair}, which is one of P-256. */
  public static SigningKey of(KeyPair pair) {
    return of(pair, Optional.empty());
  }

  /**
   * The key of {@code pair}, which is one of P-256 and whose secret half lies in {@code device}.
   * When that does not answer, what asks it ends with an {@link UncheckedIOException}.
   */
  public static SigningKey in(Provider device, KeyPair pair) {
    return of(pair, Optional.of(device));
  }

  private static SigningKey of(KeyPair pair, Optional<Provider> device) {
    if (pair.getPublic() instanceof ECPublicKey point) {
      P256Key key = P256Key.of(point);
      Check.that(key.onCurve().isPresent(), "an agent's key is one of P-256");
      return new SigningKey(pair.getPrivate(), key, device);
    }
    throw new InvariantViolation("an agent's key is one of P-256");
  }

  /** A fresh key, from the operating system's randomness. */
  public static SigningKey generate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return of(generator.generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new InvariantViolation("this JDK has no P-256", e);
    }
  }

  /** What others verify with. */
  public P256Key publicKey() {
    return publicKey;
  }

  /** What the holder of {@code other} and this one agree on: 32 bytes; nothing off the curve. */
  public Optional<Secret> agree(P256Key other) {
    Optional<PublicKey> point = other.onCurve();
    if (point.isEmpty()) {
      return Optional.empty();
    }
    try {
      KeyAgreement agreement =
          device.isPresent()
              ? KeyAgreement.getInstance(AGREEMENT, device.get())
              : KeyAgreement.getInstance(AGREEMENT);
      agreement.init(secret);
      agreement.doPhase(point.get(), true);
      byte[] agreed = agreement.generateSecret();
      Secret shared = Secret.copyOf(agreed);
      Arrays.fill(agreed, (byte) 0);
      return Optional.of(shared);
    } catch (GeneralSecurityException | ProviderException e) {
      throw failed("this JDK has no ECDH on P-256", e);
    }
  }

  /** Signs {@code parts}, one after another, behind the domain. */
  public P256Signature sign(Domain domain, ByteString... parts) {
    try {
      Signature signer =
          device.isPresent()
              ? Signature.getInstance(ALGORITHM, device.get())
              : Signature.getInstance(ALGORITHM);
      signer.initSign(secret);
      signer.update(domain.prefix().toByteArray());
      for (ByteString part : parts) {
        signer.update(part.toByteArray());
      }
      P256Signature signature = P256Signature.withLowS(ByteString.copyOf(signer.sign()));
      if (device.isPresent() && !publicKey.verify(domain, signature, parts)) {
        throw new ProviderException("the device signed wrongly");
      }
      return signature;
    } catch (GeneralSecurityException | ProviderException e) {
      throw failed("the key of an agent signs", e);
    }
  }

  /** A key in memory always works; a device may be gone. */
  private InvariantViolation failed(String invariant, Exception cause) {
    if (device.isPresent()) {
      throw new UncheckedIOException(
          new IOException("the device with the key does not answer", cause));
    }
    return new InvariantViolation(invariant, cause);
  }

  @Override
  public String toString() {
    return "SigningKey[redacted]";
  }
}
