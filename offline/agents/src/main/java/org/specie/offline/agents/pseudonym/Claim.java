package org.specie.offline.agents.pseudonym;

import org.specie.kernel.core.Check;
import org.specie.kernel.core.VisibleText;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.token.value.Minutes;

/**
 * Which device of which person something that the person signs is about, and when. Spec:
 * docs/spec/56-register.md 2.3 and 2.12.
 *
 * @param reference of the person's record
 * @param device which of the person's devices, 1 to 65,535
 * @param time from which it is valid
 */
public record Claim(String reference, int device, Minutes time) {
  /** The longest reference in bytes. */
  static final int REFERENCE_MAX = 128;

  private static final int DEVICE_MAX = 0xffff;
  private static final int MINUTES_VALID = 1_440;

  public Claim {
    Check.that(isReference(reference), "a reference has 1 to 128 visible bytes");
    Check.that(1 <= device && device <= DEVICE_MAX, "devices are counted from 1, in two bytes");
  }

  static boolean isReference(String text) {
    return !text.isEmpty() && VisibleText.isShowable(text, REFERENCE_MAX);
  }

  boolean isValidAt(Minutes now) {
    return time.compareTo(now) <= 0 && !now.isBeyond(time, MINUTES_VALID);
  }

  Encoder encode() {
    Encoder out = new Encoder().text(reference).u16(device);
    time.encode(out);
    return out;
  }

  static Claim decode(Decoder in) throws MalformedInput {
    String reference = in.text(REFERENCE_MAX);
    if (!isReference(reference)) {
      throw new MalformedInput("a reference has 1 to 128 visible bytes");
    }
    int device = in.u16();
    if (device == 0) {
      throw new MalformedInput("devices are counted from 1");
    }
    return new Claim(reference, device, Minutes.decode(in));
  }

  /** Says nothing about the person. */
  @Override
  public String toString() {
    return "Claim[" + time + ", redacted]";
  }
}
