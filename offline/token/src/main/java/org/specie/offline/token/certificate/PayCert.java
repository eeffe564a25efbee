package org.specie.offline.token.certificate;

import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.token.layout.ArtLayout;
import org.specie.offline.token.signature.P256Key;
import org.specie.offline.token.value.KeyId;

/**
 * A payment key and the blind signature on it, 328 bytes. It says nothing of the device that holds
 * the key but its class. Spec: docs/spec/50-art.md 2.4.
 *
 * @param classKey names the class key
 * @param key the payment key
 * @param signature 256 bytes
 */
public record PayCert(KeyId classKey, P256Key key, ByteString signature) {
  public PayCert {
    Check.that(signature.size() == ArtLayout.MODULUS_SIZE, "a blind signature has 256 bytes");
  }

  /** Reads the bytes. */
  public static PayCert decode(Decoder in) throws MalformedInput {
    return new PayCert(KeyId.decode(in), P256Key.decode(in), in.fixed(ArtLayout.MODULUS_SIZE));
  }

  /** Appends the one encoding. */
  public void encode(Encoder out) {
    out.fixed(classKey.bytes()).fixed(key.point()).fixed(signature);
  }
}
