package org.specie.offline.token.value;

import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.MalformedInput;

/**
 * A set of classes of secure devices, one bit each, never empty. Stronger classes may move more
 * money.
 */
public record DeviceClasses(int mask) {
  private static final int MASK_MAX = 0xff;

  public DeviceClasses {
    Check.that(0 < mask && mask <= MASK_MAX, "a set of device classes has one to eight of them");
  }

  /** The class of this number, 0 to 7, alone. */
  public static DeviceClasses only(int number) {
    Check.that(0 <= number && number < Byte.SIZE, "device classes are numbered 0 to 7");
    return new DeviceClasses(1 << number);
  }

  /** Reads one byte. */
  public static DeviceClasses decode(Decoder in) throws MalformedInput {
    int mask = in.u8();
    if (mask == 0) {
      throw new MalformedInput("no device class");
    }
    return new DeviceClasses(mask);
  }

  /** Whether it is one class and not several. */
  public boolean isSingle() {
    return Integer.bitCount(mask) == 1;
  }

  /** Whether every class of {@code others} is in it. */
  public boolean containsAll(DeviceClasses others) {
    return (others.mask & ~mask) == 0;
  }
}
