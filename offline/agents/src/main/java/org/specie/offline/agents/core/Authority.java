package org.specie.offline.agents.core;

import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.offline.agents.Answer;
import org.specie.offline.agents.key.SigningKey;
import org.specie.offline.token.certificate.KeyCert;
import org.specie.offline.token.certificate.KeyUse;
import org.specie.offline.token.certificate.Limits;
import org.specie.offline.token.layout.ArtLayout;
import org.specie.offline.token.signature.Domain;
import org.specie.offline.token.signature.P256Key;
import org.specie.offline.token.signature.P256Signature;
import org.specie.offline.token.value.DeviceClasses;
import org.specie.offline.token.value.Validity;

/**
 * The holder of the root key, which certifies agents. It is asked rarely, and need not be where the
 * core runs. Spec: docs/spec/54-agents.md 3.1 and 3.2.
 */
public final class Authority implements DeviceRoot {
  private static final P256Signature UNSIGNED =
      new P256Signature(ByteString.copyOf(new byte[ArtLayout.SIGNATURE_SIZE]));

  private final SigningKey root;
  private final KeyCert certificate;

  private Authority(SigningKey root, KeyCert certificate) {
    this.root = root;
    this.certificate = certificate;
  }

  /** A root of its own for one currency. */
  public static Authority found(
      SigningKey root,
      int currencyNumber,
      DeviceClasses classes,
      Validity validity,
      Limits limits) {
    KeyCert unsigned =
        new KeyCert(
            KeyUse.ROOT,
            classes,
            currencyNumber,
            validity,
            limits,
            root.publicKey(),
            root.publicKey().id(),
            UNSIGNED);
    return new Authority(root, signed(root, unsigned));
  }

  /** The root with this key, whose certificate was made before. */
  public static Authority restored(SigningKey root, KeyCert certificate) {
    Check.that(
        certificate.use() == KeyUse.ROOT && certificate.key().equals(root.publicKey()),
        "a root signs with the key of its certificate");
    return new Authority(root, certificate);
  }

  private static KeyCert signed(SigningKey root, KeyCert unsigned) {
    return new KeyCert(
        unsigned.use(),
        unsigned.classes(),
        unsigned.currencyNumber(),
        unsigned.validity(),
        unsigned.limits(),
        unsigned.key(),
        unsigned.issuer(),
        root.sign(Domain.KEY, unsigned.signedBytes()));
  }

  @Override
  public KeyCert certificate() {
    return certificate;
  }

  /** Certifies the key of an agent, for no more than the root itself may. */
  public KeyCert certify(
      KeyUse use, P256Key key, DeviceClasses classes, Validity validity, Limits limits) {
    Check.that(use != KeyUse.ROOT, "a root certifies no root");
    Check.that(key.onCurve().isPresent(), "an agent's key is a point of P-256");
    Check.that(
        certificate.validity().encloses(validity)
            && certificate.classes().containsAll(classes)
            && certificate.limits().cover(limits),
        "the root certifies nothing wider than itself");
    return signed(
        root,
        new KeyCert(
            use,
            classes,
            certificate.currencyNumber(),
            validity,
            limits,
            key,
            certificate.id(),
            UNSIGNED));
  }

  /** Says what the device with this key is: the facts that its station puts on it. */
  public P256Signature vouch(P256Key device, ByteString facts) {
    Check.that(device.onCurve().isPresent(), "a device's key is a point of P-256");
    return root.sign(Domain.DEVICE, device.point(), facts);
  }

  @Override
  public Answer<P256Signature> vouchFor(P256Key device, ByteString facts) {
    return Answer.given(vouch(device, facts));
  }
}
