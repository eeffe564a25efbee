package org.specie.services.issuer.core;

import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.agents.core.DeviceRecord;
import org.specie.offline.agents.device.DeviceId;
import org.specie.offline.token.signature.P256Key;
import org.specie.offline.token.value.DeviceClasses;
import org.specie.offline.token.value.OwnerId;

/** A device on its way into the register, 99 bytes. Spec: docs/spec/58-issuer-service.md 5.4. */
final class DeviceEntry {
  private DeviceEntry() {}

  static ByteString encode(DeviceRecord device) {
    return new Encoder()
        .fixed(device.id().bytes())
        .fixed(device.key().point())
        .u8(device.deviceClass().mask())
        .u16(device.partition())
        .fixed(device.owner().bytes())
        .toByteString();
  }

  static DeviceRecord decode(ByteString bytes) throws MalformedInput {
    Decoder in = new Decoder(bytes);
    DeviceId id = DeviceId.decode(in);
    P256Key key = P256Key.decode(in);
    DeviceClasses deviceClass = DeviceClasses.decode(in);
    int partition = in.u16();
    OwnerId owner = OwnerId.decode(in);
    in.end();
    if (!deviceClass.isSingle()) {
      throw new MalformedInput("a device is of one class");
    }
    if (key.onCurve().isEmpty()) {
      throw new MalformedInput("a device's key is a point of P-256");
    }
    return DeviceRecord.fresh(id, key, deviceClass, partition, owner);
  }
}
