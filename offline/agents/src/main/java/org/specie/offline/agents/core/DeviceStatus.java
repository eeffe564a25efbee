package org.specie.offline.agents.core;

import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.MalformedInput;

/** Whether a device gets credentials and loads. Spec: docs/spec/54-agents.md 3.3. */
public enum DeviceStatus {
  /** It does. */
  ACTIVE(1),
  /** It does not until a person lifts it. */
  SUSPENDED(2),
  /** It never does again: what it held was recovered. */
  ENDED(3);

  private final int code;

  DeviceStatus(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  static DeviceStatus decode(Decoder in) throws MalformedInput {
    int read = in.u8();
    for (DeviceStatus status : values()) {
      if (status.code == read) {
        return status;
      }
    }
    throw new MalformedInput("a device is active, suspended or ended");
  }
}
