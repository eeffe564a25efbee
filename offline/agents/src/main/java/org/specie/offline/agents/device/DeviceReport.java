package org.specie.offline.agents.device;

import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;

/**
 * What every request of a device says.
 *
 * @param device who asks
 * @param number counts the device's requests, from 1
 * @param sums what it says of its money
 */
public record DeviceReport(DeviceId device, int number, Sums sums) {
  /** Length in bytes. */
  static final int SIZE = 52;

  public DeviceReport {
    Check.that(number > 0, "requests are numbered from 1");
  }

  /** Reads 52 bytes. */
  public static DeviceReport decode(Decoder in) throws MalformedInput {
    DeviceId device = DeviceId.decode(in);
    int number = in.u32();
    if (number == 0) {
      throw new MalformedInput("requests are numbered from 1");
    }
    return new DeviceReport(device, number, Sums.decode(in));
  }

  /** Writes 52 bytes. */
  public void encode(Encoder out) {
    out.fixed(device.bytes()).u32(number);
    sums.encode(out);
  }
}
