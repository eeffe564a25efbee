package org.specie.offline.agents.station;

import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.agents.device.DeviceId;
import org.specie.offline.agents.key.SigningKey;
import org.specie.offline.purse.card.UnlockRequest;
import org.specie.offline.token.signature.Domain;
import org.specie.offline.token.signature.P256Key;
import org.specie.offline.token.signature.P256Signature;
import org.specie.offline.token.value.OfflineAmount;
import org.specie.offline.token.value.OwnerId;

/**
 * What a device does on its managers' word alone. Spec: docs/spec/51-monebox.md 51.5, 51.8, 51.14.
 */
public sealed interface DeviceOrder {
  /** The device that it is for. */
  DeviceId device();

  /** What the managers' signature says. */
  Domain domain();

  /** What is signed behind the device id, and what the card is told before the signature. */
  ByteString content();

  /** To be this owner's. */
  record Owner(DeviceId device, OwnerId owner) implements DeviceOrder {
    /** Reads device id and owner id, 32 bytes. */
    public static Owner decode(ByteString bytes) throws MalformedInput {
      Decoder in = new Decoder(bytes);
      Owner read = new Owner(DeviceId.decode(in), OwnerId.decode(in));
      in.end();
      return read;
    }

    @Override
    public Domain domain() {
      return Domain.OWNER;
    }

    @Override
    public ByteString content() {
      return owner.bytes();
    }
  }

  /**
   * To have so much more.
   *
   * @param number from 1, of the loads of this device
   */
  record Load(DeviceId device, int number, Amount amount) implements DeviceOrder {
    public Load {
      Check.that(number > 0, "loads are numbered from 1");
      Check.that(amount.minor() > 0 && OfflineAmount.fits(amount), "a device is lent something");
    }

    /** Reads device id, number and amount, 28 bytes. */
    public static Load decode(ByteString bytes) throws MalformedInput {
      Decoder in = new Decoder(bytes);
      DeviceId device = DeviceId.decode(in);
      int number = in.u32();
      Amount amount = OfflineAmount.decode(in);
      in.end();
      if (number < 1 || amount.minor() == 0) {
        throw new MalformedInput("a load has a number from 1 and an amount above nothing");
      }
      return new Load(device, number, amount);
    }

    @Override
    public Domain domain() {
      return Domain.LOAD;
    }

    @Override
    public ByteString content() {
      Encoder out = new Encoder().u32(number);
      OfflineAmount.encode(out, amount);
      return out.toByteString();
    }
  }

  /** To forget its owner's secrets. */
  record Unlock(UnlockRequest request) implements DeviceOrder {
    @Override
    public DeviceId device() {
      return new DeviceId(request.device());
    }

    @Override
    public Domain domain() {
      return Domain.UNLOCK;
    }

    @Override
    public ByteString content() {
      return request.asked();
    }
  }

  /** Device id and content: how whoever asks for it tells the managers. */
  default ByteString encode() {
    return ByteString.concat(device().bytes(), content());
  }

  /** The managers' word for it. */
  default P256Signature signedBy(SigningKey managers) {
    return managers.sign(domain(), device().bytes(), content());
  }

  /** Whether {@code signature} is the word of these managers for it. */
  default boolean isSignedBy(P256Key managers, P256Signature signature) {
    return managers.verify(domain(), signature, device().bytes(), content());
  }

  /** What the card is told. */
  default ByteString with(P256Signature signature) {
    return ByteString.concat(content(), signature.bytes());
  }
}
