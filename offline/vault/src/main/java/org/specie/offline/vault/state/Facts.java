package org.specie.offline.vault.state;

import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.token.layout.ArtLayout;
import org.specie.offline.token.signature.P256Key;
import org.specie.offline.token.value.Currency;
import org.specie.offline.token.value.DeviceClasses;
import org.specie.offline.token.value.OfflineAmount;

/**
 * What a vault is, as the root signs it. Spec: docs/spec/55-vault.md 3.3.
 *
 * @param device its number, 16 bytes
 * @param currency what it holds
 * @param deviceClass its one class
 * @param managers whose signatures load it and name its owner
 * @param approver whose signature a large payment needs
 * @param limits how much is paid without that signature
 */
public record Facts(
    ByteString device,
    Currency currency,
    DeviceClasses deviceClass,
    P256Key managers,
    P256Key approver,
    ApprovalLimits limits) {
  public Facts {
    Check.that(device.size() == ArtLayout.ID_SIZE, "a device id has 16 bytes");
    Check.that(deviceClass.isSingle(), "a device is of one class");
  }

  /**
   * How much is paid without approval.
   *
   * @param payment a payment of this amount or more needs one
   * @param sum what is paid without one, since the last one, stays up to this
   */
  public record ApprovalLimits(Amount payment, Amount sum) {}

  /** The one encoding, which is signed behind the vault's point. */
  public ByteString encode() {
    Encoder out = new Encoder().fixed(device);
    out.u16(currency.number()).u8(currency.places()).u8(deviceClass.mask());
    out.fixed(managers.point()).fixed(approver.point());
    OfflineAmount.encode(out, limits.payment());
    OfflineAmount.encode(out, limits.sum());
    return out.toByteString();
  }

  /** Reads them. */
  static Facts decode(Decoder in) throws MalformedInput {
    ByteString device = in.fixed(ArtLayout.ID_SIZE);
    Currency currency = Currency.decode(in);
    DeviceClasses deviceClass = DeviceClasses.decode(in);
    if (!deviceClass.isSingle()) {
      throw new MalformedInput("a device is of one class");
    }
    return new Facts(
        device,
        currency,
        deviceClass,
        P256Key.decode(in),
        P256Key.decode(in),
        new ApprovalLimits(OfflineAmount.decode(in), OfflineAmount.decode(in)));
  }
}
