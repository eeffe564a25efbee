package org.specie.offline.agents.device;

import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.token.layout.ArtLayout;

/** The number of a secure device. It stands in requests to agents and in no payment. */
public record DeviceId(ByteString bytes) {
  public DeviceId {
    Check.that(bytes.size() == ArtLayout.ID_SIZE, "a device id has 16 bytes");
  }

  /** Reads the bytes. */
  public static DeviceId decode(Decoder in) throws MalformedInput {
    return new DeviceId(in.fixed(ArtLayout.ID_SIZE));
  }

  @Override
  public String toString() {
    return bytes.toHex();
  }
}
