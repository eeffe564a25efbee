package org.specie.offline.agents.device;

import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.token.layout.ArtLayout;
import org.specie.offline.token.signature.Domain;
import org.specie.offline.token.signature.P256Key;
import org.specie.offline.token.signature.P256Signature;

/**
 * What a device that has ended held, sealed for one recovery agent, 257 bytes. Spec:
 * docs/spec/54-agents.md 7.2.
 *
 * @param device that has ended
 * @param point with which the agent agrees on the key of the record, uncompressed, 65 bytes
 * @param sealed the record, 112 bytes
 * @param signature the device's
 */
public record RecoveryRequest(
    DeviceId device, ByteString point, ByteString sealed, P256Signature signature) {
  /** Length of a sealed record, which is that of the record. */
  public static final int RECORD_SIZE = 112;

  private static final int UNCOMPRESSED = 0x04;
  private static final int ENCODED_POINT_SIZE = 1 + ArtLayout.POINT_SIZE;

  public RecoveryRequest {
    Check.that(
        point.size() == ENCODED_POINT_SIZE && point.at(0) == UNCOMPRESSED,
        "a point is uncompressed, in 65 bytes");
    Check.that(sealed.size() == RECORD_SIZE, "a sealed record has 112 bytes");
  }

  /** Reads a request and nothing after it. */
  public static RecoveryRequest decode(ByteString bytes) throws MalformedInput {
    Decoder in = new Decoder(bytes);
    DeviceId device = DeviceId.decode(in);
    ByteString point = in.fixed(ENCODED_POINT_SIZE);
    if (point.at(0) != UNCOMPRESSED) {
      throw new MalformedInput("a point is uncompressed");
    }
    RecoveryRequest read =
        new RecoveryRequest(device, point, in.fixed(RECORD_SIZE), P256Signature.decode(in));
    in.end();
    return read;
  }

  /** The one encoding. */
  public ByteString encode() {
    return ByteString.concat(device.bytes(), point, sealed, signature.bytes());
  }

  /** The device's half of the agreement. */
  public P256Key agreedWith() {
    return new P256Key(point.slice(1, ENCODED_POINT_SIZE));
  }

  /** Whether {@code key} signed it. */
  public boolean isSignedBy(P256Key key) {
    return key.verify(Domain.RECOVERY, signature, device.bytes(), point, sealed);
  }
}
