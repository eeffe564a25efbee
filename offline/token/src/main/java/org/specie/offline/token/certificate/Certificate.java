package org.specie.offline.token.certificate;

import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.token.layout.ArtLayout;
import org.specie.offline.token.signature.P256Signature;
import org.specie.offline.token.value.DeviceClasses;
import org.specie.offline.token.value.KeyId;
import org.specie.offline.token.value.Validity;

/** A certificate that an agent's or the root's key signed. Spec: docs/spec/50-art.md section 2. */
public sealed interface Certificate permits KeyCert, ClassCert {
  /** Names the certified key. */
  KeyId id();

  /** Names the key that signed. */
  KeyId issuer();

  /** The device classes the certified key may speak for. */
  DeviceClasses classes();

  /** The number of the currency. */
  int currencyNumber();

  /** When the certified key may be used. */
  Validity validity();

  /** The signature over {@link #signedBytes}. */
  P256Signature signature();

  /** What is signed, after the domain. */
  ByteString signedBytes();

  /** Appends the one encoding. */
  default void encode(Encoder out) {
    out.fixed(signedBytes()).fixed(signature().bytes());
  }

  /** The one encoding. */
  default ByteString encode() {
    Encoder out = new Encoder();
    encode(out);
    return out.toByteString();
  }

  /** Reads a certificate of either kind; its first byte says which. */
  static Certificate decode(Decoder in) throws MalformedInput {
    return switch (in.u8()) {
      case ArtLayout.TYPE_KEY_CERT -> KeyCert.decodeAfterType(in);
      case ArtLayout.TYPE_CLASS_CERT -> ClassCert.decodeAfterType(in);
      default -> throw new MalformedInput("not a certificate");
    };
  }

  /** Reads a certificate of either kind and nothing after it. */
  static Certificate decode(ByteString bytes) throws MalformedInput {
    Decoder in = new Decoder(bytes);
    Certificate read = decode(in);
    in.end();
    return read;
  }
}
