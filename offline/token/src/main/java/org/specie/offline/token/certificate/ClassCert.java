package org.specie.offline.token.certificate;

import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.token.layout.ArtLayout;
import org.specie.offline.token.signature.BlindKey;
import org.specie.offline.token.signature.P256Signature;
import org.specie.offline.token.value.Currency;
import org.specie.offline.token.value.DeviceClasses;
import org.specie.offline.token.value.KeyId;
import org.specie.offline.token.value.OfflineAmount;
import org.specie.offline.token.value.Reserved;
import org.specie.offline.token.value.Validity;

/**
 * The key of a class of devices, a partition of them and an epoch, 376 bytes. Payers hide among
 * those who hold payment keys of the same class key. Spec: docs/spec/50-art.md 2.3.
 *
 * @param classes the one class
 * @param currencyNumber as in ISO 4217
 * @param validity the epoch
 * @param largestPayment the largest single payment, not zero
 * @param quota how many payment keys are certified at most, not zero
 * @param partition 0 to 65,535
 * @param uses how often a payment key may be used, not zero
 * @param key the class key
 * @param issuer names the certifier's key
 * @param signature the certifier's
 */
public record ClassCert(
    DeviceClasses classes,
    int currencyNumber,
    Validity validity,
    Amount largestPayment,
    long quota,
    int partition,
    int uses,
    BlindKey key,
    KeyId issuer,
    P256Signature signature)
    implements Certificate {
  private static final int RESERVED = 2;
  private static final int RESERVED_TAIL = 4;

  public ClassCert {
    Check.that(classes.isSingle(), "a class key speaks for one class");
    Check.that(
        largestPayment.minor() > 0 && OfflineAmount.fits(largestPayment),
        "a limit lets something pass, below 2^40");
    Check.that(quota > 0 && quota <= OfflineAmount.MAX.minor(), "a class has a quota below 2^40");
    Check.that(uses > 0, "a payment key is used at least once");
  }

  @Override
  public KeyId id() {
    return key.id();
  }

  @Override
  public ByteString signedBytes() {
    Encoder out = new Encoder();
    out.u8(ArtLayout.TYPE_CLASS_CERT).u8(ArtLayout.ALGORITHM_RSA_PSS).u8(ArtLayout.USE_CLASS);
    out.u8(classes.mask()).fixed(id().bytes()).u16(currencyNumber);
    Reserved.encode(out, RESERVED);
    validity.encode(out);
    OfflineAmount.encode(out, largestPayment);
    out.u64(quota).u16(partition).u16(uses).fixed(key.modulus()).fixed(issuer.bytes());
    Reserved.encode(out, RESERVED_TAIL);
    return out.toByteString();
  }

  static ClassCert decodeAfterType(Decoder in) throws MalformedInput {
    if (in.u8() != ArtLayout.ALGORITHM_RSA_PSS || in.u8() != ArtLayout.USE_CLASS) {
      throw new MalformedInput("not algorithm and use of a class key");
    }
    DeviceClasses classes = DeviceClasses.decode(in);
    if (!classes.isSingle()) {
      throw new MalformedInput("a class key speaks for one class");
    }
    KeyId id = KeyId.decode(in);
    int currencyNumber = Currency.decodeNumber(in);
    Reserved.decode(in, RESERVED);
    Validity validity = Validity.decode(in);
    Amount largestPayment = OfflineAmount.decodePositive(in);
    long quota = OfflineAmount.decodePositive(in).minor();
    int partition = in.u16();
    int uses = in.u16();
    if (uses == 0) {
      throw new MalformedInput("a payment key is used at least once");
    }
    BlindKey key = BlindKey.decode(in);
    if (!id.equals(key.id())) {
      throw new MalformedInput("a key id is the beginning of the key's digest");
    }
    KeyId issuer = KeyId.decode(in);
    Reserved.decode(in, RESERVED_TAIL);
    return new ClassCert(
        classes,
        currencyNumber,
        validity,
        largestPayment,
        quota,
        partition,
        uses,
        key,
        issuer,
        P256Signature.decode(in));
  }
}
