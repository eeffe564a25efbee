package org.specie.offline.agents.inspection;

import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;

/**
 * Something that cannot be while everybody keeps to the rules. The payments it names are kept and
 * prove it. Spec: docs/spec/54-agents.md 6.3.
 *
 * @param kind what it says
 * @param about the digest of the token with the payment that raised it
 * @param other the digest of the token, or of the booking, that was there before; or zero
 * @param count keys seen, or minor units credited, where the alarm is about a count; or zero
 */
public record Alarm(AlarmKind kind, Hash32 about, Hash32 other, long count) {
  public Alarm {
    Check.that(count >= 0, "a count is not negative");
  }

  /** What names it, and where it lies in the book. */
  public Hash32 digest() {
    return Hash32.sha256(encode());
  }

  static Alarm between(AlarmKind kind, Hash32 about, Hash32 other) {
    return new Alarm(kind, about, other, 0);
  }

  static Alarm of(AlarmKind kind, Hash32 about, long count) {
    return new Alarm(kind, about, Hash32.ZERO, count);
  }

  /** The one encoding, 73 bytes. */
  public ByteString encode() {
    return new Encoder().u8(kind.code()).hash(about).hash(other).u64(count).toByteString();
  }

  /** Reads an alarm. */
  public static Alarm decode(Decoder in) throws MalformedInput {
    return new Alarm(AlarmKind.decode(in), in.hash(), in.hash(), in.u64());
  }
}
