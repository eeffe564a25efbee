package org.specie.offline.agents.certifier;

import java.util.Optional;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.crypto.blind.BlindRsaSigner;
import org.specie.offline.agents.key.SigningKey;
import org.specie.offline.token.certificate.ClassCert;
import org.specie.offline.token.certificate.KeyCert;
import org.specie.offline.token.certificate.KeyUse;
import org.specie.offline.token.layout.ArtLayout;
import org.specie.offline.token.signature.BlindKey;
import org.specie.offline.token.signature.Domain;
import org.specie.offline.token.signature.P256Signature;
import org.specie.offline.token.value.DeviceClasses;
import org.specie.offline.token.value.Validity;

/**
 * The secret key of a class, a partition and an epoch, with its certificate. Not a record: it is
 * secret. Whoever holds it can make money up to its limits. Spec: docs/spec/54-agents.md 4.1.
 */
public final class ClassKey {
  private static final P256Signature UNSIGNED =
      new P256Signature(ByteString.copyOf(new byte[ArtLayout.SIGNATURE_SIZE]));

  private final BlindRsaSigner secret;
  private final ClassCert certificate;

  private ClassKey(BlindRsaSigner secret, ClassCert certificate) {
    this.secret = secret;
    this.certificate = certificate;
  }

  /**
   * What a class key is for.
   *
   * @param deviceClass one class
   * @param partition of its devices
   * @param validity the epoch
   * @param largestPayment of its payment keys
   * @param quota how many payment keys there are at most
   * @param uses of each of them
   */
  public record Purpose(
      DeviceClasses deviceClass,
      int partition,
      Validity validity,
      Amount largestPayment,
      long quota,
      int uses) {}

  /** Certifies {@code secret} with the certifier's key, whose own certificate is {@code agent}. */
  public static ClassKey certify(
      BlindRsaSigner secret, Purpose purpose, KeyCert agent, SigningKey certifier) {
    Check.that(
        agent.use() == KeyUse.CERTIFIER && agent.key().equals(certifier.publicKey()),
        "a certifier certifies class keys with its own key");
    ClassCert unsigned = certificate(secret, purpose, agent, UNSIGNED);
    P256Signature signature = certifier.sign(Domain.CLASS, unsigned.signedBytes());
    return new ClassKey(secret, certificate(secret, purpose, agent, signature));
  }

  /** A key that was certified before, as whoever keeps both reads them back. */
  public static ClassKey restored(BlindRsaSigner secret, ClassCert certificate) {
    Check.that(
        certificate.key().modulus().equals(secret.publicKey().modulus()),
        "a certificate is kept with the key it certifies");
    return new ClassKey(secret, certificate);
  }

  private static ClassCert certificate(
      BlindRsaSigner secret, Purpose purpose, KeyCert agent, P256Signature signature) {
    return new ClassCert(
        purpose.deviceClass(),
        agent.currencyNumber(),
        purpose.validity(),
        purpose.largestPayment(),
        purpose.quota(),
        purpose.partition(),
        purpose.uses(),
        new BlindKey(secret.publicKey().modulus()),
        agent.id(),
        signature);
  }

  /** What everybody is shown of it. */
  public ClassCert certificate() {
    return certificate;
  }

  /** The raw signature on {@code blinded}; nothing if that is no number below the modulus. */
  Optional<ByteString> sign(ByteString blinded) {
    return secret.sign(blinded);
  }

  @Override
  public String toString() {
    return "ClassKey[redacted]";
  }
}
