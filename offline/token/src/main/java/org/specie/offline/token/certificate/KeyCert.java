package org.specie.offline.token.certificate;

import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.token.layout.ArtLayout;
import org.specie.offline.token.signature.P256Key;
import org.specie.offline.token.signature.P256Signature;
import org.specie.offline.token.value.Currency;
import org.specie.offline.token.value.DeviceClasses;
import org.specie.offline.token.value.KeyId;
import org.specie.offline.token.value.Reserved;
import org.specie.offline.token.value.Validity;

/**
 * The root's own certificate or one of an agent, 180 bytes. Spec: docs/spec/50-art.md 2.2.
 *
 * @param use what the key is for
 * @param classes device classes it may speak for
 * @param currencyNumber as in ISO 4217
 * @param validity when it may be used
 * @param limits the most that what it certifies may allow
 * @param key the certified key
 * @param issuer names the key that signed
 * @param signature the issuer's
 */
public record KeyCert(
    KeyUse use,
    DeviceClasses classes,
    int currencyNumber,
    Validity validity,
    Limits limits,
    P256Key key,
    KeyId issuer,
    P256Signature signature)
    implements Certificate {
  private static final int RESERVED = 2;
  private static final int RESERVED_TAIL = 4;

  @Override
  public KeyId id() {
    return key.id();
  }

  @Override
  public ByteString signedBytes() {
    Encoder out = new Encoder();
    out.u8(ArtLayout.TYPE_KEY_CERT).u8(ArtLayout.ALGORITHM_P256).u8(use.bit()).u8(classes.mask());
    out.fixed(id().bytes()).u16(currencyNumber);
    Reserved.encode(out, RESERVED);
    validity.encode(out);
    limits.encode(out);
    out.fixed(key.point()).fixed(issuer.bytes());
    Reserved.encode(out, RESERVED_TAIL);
    return out.toByteString();
  }

  static KeyCert decodeAfterType(Decoder in) throws MalformedInput {
    if (in.u8() != ArtLayout.ALGORITHM_P256) {
      throw new MalformedInput("not the algorithm of an agent's key");
    }
    KeyUse use = KeyUse.decode(in);
    DeviceClasses classes = DeviceClasses.decode(in);
    KeyId id = KeyId.decode(in);
    int currencyNumber = Currency.decodeNumber(in);
    Reserved.decode(in, RESERVED);
    Validity validity = Validity.decode(in);
    Limits limits = Limits.decode(in);
    P256Key key = P256Key.decode(in);
    if (!id.equals(key.id())) {
      throw new MalformedInput("a key id is the beginning of the key's digest");
    }
    KeyId issuer = KeyId.decode(in);
    Reserved.decode(in, RESERVED_TAIL);
    return new KeyCert(
        use, classes, currencyNumber, validity, limits, key, issuer, P256Signature.decode(in));
  }
}
