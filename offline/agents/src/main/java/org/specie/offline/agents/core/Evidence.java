package org.specie.offline.agents.core;

import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.agents.device.BlindRequest;
import org.specie.offline.agents.device.DeviceId;

/**
 * A request that speaks against the device that signed it. Spec: docs/spec/54-agents.md 3.5.
 *
 * @param device that signed
 * @param code of the refusal
 * @param request its bytes, signature included
 * @param heardBefore the digest heard under the same number before; zero if there was none
 */
public record Evidence(DeviceId device, int code, ByteString request, Hash32 heardBefore) {
  /** The longest request of a device is a sealed one. */
  private static final int REQUEST_MAX = 2 * BlindRequest.SIZE;

  void encode(Encoder out) {
    out.fixed(device.bytes()).u32(code).bytes(request).hash(heardBefore);
  }

  static Evidence decode(Decoder in) throws MalformedInput {
    return new Evidence(DeviceId.decode(in), in.u32(), in.bytes(REQUEST_MAX), in.hash());
  }
}
