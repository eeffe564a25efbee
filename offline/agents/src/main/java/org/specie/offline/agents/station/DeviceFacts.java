package org.specie.offline.agents.station;

import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.offline.token.layout.ArtLayout;
import org.specie.offline.token.signature.P256Key;
import org.specie.offline.token.value.Currency;
import org.specie.offline.token.value.DeviceClasses;

/**
 * What a card is told that it is, 124 bytes: device id, what is the same on all cards of an issuer,
 * the key of the card's other chip, and limits. Spec: docs/spec/51-monebox.md 51.5.
 */
public final class DeviceFacts {
  /** Currency, places, class and the managers' key. */
  private static final int ISSUER_SIZE = 4 + ArtLayout.POINT_SIZE;

  static final int SIZE = ArtLayout.ID_SIZE + ISSUER_SIZE + 40;

  private DeviceFacts() {}

  /** What is on every card of an issuer, 68 bytes. */
  public static ByteString ofIssuer(Currency currency, DeviceClasses ofDevice, P256Key managers) {
    return new Encoder()
        .u16(currency.number())
        .u8(currency.places())
        .u8(ofDevice.mask())
        .fixed(managers.point())
        .toByteString();
  }

  /** The facts of one card. */
  static ByteString encode(DevicePlan plan, P256Key managers, Secret processor) {
    Encoder out = new Encoder().fixed(plan.id().bytes());
    out.fixed(ofIssuer(plan.currency(), plan.deviceClass(), managers));
    ByteString shared = processor.lend(ByteString::copyOf);
    out.fixed(shared);
    plan.limits().encode(out);
    return out.toByteString();
  }

  /** Whether {@code facts} are those of a card of this issuer. */
  static boolean areOf(ByteString issuer, ByteString facts) {
    return facts.size() == SIZE
        && facts.slice(ArtLayout.ID_SIZE, ArtLayout.ID_SIZE + ISSUER_SIZE).equals(issuer);
  }

  /** The device id in them. */
  static ByteString device(ByteString facts) {
    return facts.slice(0, ArtLayout.ID_SIZE);
  }
}
