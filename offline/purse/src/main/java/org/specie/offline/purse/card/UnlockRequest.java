package org.specie.offline.purse.card;

import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.token.layout.ArtLayout;

/**
 * What a card asks its managers, on the way from its owner's host to them: to take the owner's
 * secrets away. Spec: docs/spec/51-monebox.md 51.14.
 *
 * @param device its id, 16 bytes
 * @param asked what the order has to answer, 8 bytes
 */
public record UnlockRequest(ByteString device, ByteString asked) {
  static final int ASKED_SIZE = 8;

  /** The bytes of a request. */
  public static final int SIZE = ArtLayout.ID_SIZE + ASKED_SIZE;

  /** The bytes of the managers' order: what it answers, and their signature. */
  public static final int ORDER_SIZE = ASKED_SIZE + ArtLayout.SIGNATURE_SIZE;

  public UnlockRequest {
    Check.that(device.size() == ArtLayout.ID_SIZE, "a device id has 16 bytes");
    Check.that(asked.size() == ASKED_SIZE, "a card asks with 8 bytes");
  }

  /** The request of exactly these bytes. */
  public static UnlockRequest read(ByteString bytes) throws MalformedInput {
    Decoder in = new Decoder(bytes);
    UnlockRequest read = new UnlockRequest(in.fixed(ArtLayout.ID_SIZE), in.fixed(ASKED_SIZE));
    in.end();
    return read;
  }

  /** The request's bytes. */
  public ByteString encode() {
    return new Encoder().fixed(device).fixed(asked).toByteString();
  }
}
