package org.specie.offline.agents.device;

import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.token.layout.ArtLayout;
import org.specie.offline.token.signature.Domain;
import org.specie.offline.token.signature.P256Key;
import org.specie.offline.token.signature.P256Signature;
import org.specie.offline.token.value.KeyId;

/**
 * A payment key that wants a signature, blinded by the device that made it, 380 bytes. Spec:
 * docs/spec/54-agents.md 2.1.
 *
 * @param classKey names the key that shall sign
 * @param blinded the number to be signed, 256 bytes
 * @param report who asks
 * @param signature the device's
 */
public record BlindRequest(
    KeyId classKey, ByteString blinded, DeviceReport report, P256Signature signature)
    implements DeviceRequest {
  /** Length in bytes. */
  public static final int SIZE =
      ArtLayout.KEY_ID_SIZE + ArtLayout.MODULUS_SIZE + DeviceReport.SIZE + ArtLayout.SIGNATURE_SIZE;

  public BlindRequest {
    Check.that(blinded.size() == ArtLayout.MODULUS_SIZE, "a blinded number has 256 bytes");
  }

  /** Reads a request and nothing after it. */
  public static BlindRequest decode(ByteString bytes) throws MalformedInput {
    Decoder in = new Decoder(bytes);
    BlindRequest read = decode(in);
    in.end();
    return read;
  }

  /** Reads a request. */
  public static BlindRequest decode(Decoder in) throws MalformedInput {
    return new BlindRequest(
        KeyId.decode(in),
        in.fixed(ArtLayout.MODULUS_SIZE),
        DeviceReport.decode(in),
        P256Signature.decode(in));
  }

  private ByteString signedBytes() {
    Encoder out = new Encoder().fixed(classKey.bytes()).fixed(blinded);
    report.encode(out);
    return out.toByteString();
  }

  @Override
  public ByteString encode() {
    return ByteString.concat(signedBytes(), signature.bytes());
  }

  @Override
  public boolean isSignedBy(P256Key device) {
    return device.verify(Domain.BLINDED, signature, report.device().bytes(), signedBytes());
  }
}
