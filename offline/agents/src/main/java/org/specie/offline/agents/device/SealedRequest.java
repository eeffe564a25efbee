package org.specie.offline.agents.device;

import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.token.layout.ArtLayout;
import org.specie.offline.token.signature.Domain;
import org.specie.offline.token.signature.P256Key;
import org.specie.offline.token.signature.P256Signature;
import org.specie.offline.token.value.OwnerId;

/**
 * A request of a host that its device vouches for. Spec: docs/spec/54-agents.md 2.2.
 *
 * @param body what is asked for, 1 to 512 bytes
 * @param owner whose device it is
 * @param report who asks
 * @param signature the device's
 */
public record SealedRequest(
    ByteString body, OwnerId owner, DeviceReport report, P256Signature signature)
    implements DeviceRequest {
  /** The longest body a device vouches for. */
  public static final int BODY_MAX = 512;

  private static final int SEAL_SIZE =
      ArtLayout.ID_SIZE + DeviceReport.SIZE + ArtLayout.SIGNATURE_SIZE;

  public SealedRequest {
    Check.that(!body.isEmpty() && body.size() <= BODY_MAX, "a body has 1 to 512 bytes");
  }

  /** Reads a request and nothing after it; what is no seal is its body. */
  public static SealedRequest decode(ByteString bytes) throws MalformedInput {
    int bodySize = bytes.size() - SEAL_SIZE;
    if (bodySize < 1 || bodySize > BODY_MAX) {
      throw new MalformedInput("a sealed request has 133 to 644 bytes");
    }
    Decoder in = new Decoder(bytes);
    return new SealedRequest(
        in.fixed(bodySize), OwnerId.decode(in), DeviceReport.decode(in), P256Signature.decode(in));
  }

  private ByteString seal() {
    Encoder out = new Encoder().fixed(owner.bytes());
    report.encode(out);
    return out.toByteString();
  }

  @Override
  public ByteString encode() {
    return ByteString.concat(body, seal(), signature.bytes());
  }

  @Override
  public boolean isSignedBy(P256Key device) {
    return device.verify(
        Domain.SEALED, signature, report.device().bytes(), Hash32.sha256(body).bytes(), seal());
  }
}
