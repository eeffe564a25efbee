package org.specie.offline.purse.journal;

import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.Validity;

/**
 * What an owner wants there always to be, and how long before its end something no longer counts,
 * so that what follows is there while it is still good. Spec: docs/spec/52-purse.md 8.7.
 *
 * @param keys payment keys
 * @param tokens tokens that nobody was asked to pay
 * @param marginMinutes before an end
 */
public record Supplies(int keys, int tokens, int marginMinutes) {
  /** Most of either. */
  public static final int COUNT_MAX = 256;

  /** Longest margin, 92 days. */
  public static final int MARGIN_MAX = 132_480;

  public Supplies {
    Check.that(areWithin(keys, tokens, marginMinutes), "supplies are counted and have a margin");
  }

  private static boolean areWithin(int keys, int tokens, int marginMinutes) {
    return 0 <= keys
        && keys <= COUNT_MAX
        && 0 <= tokens
        && tokens <= COUNT_MAX
        && 0 <= marginMinutes
        && marginMinutes <= MARGIN_MAX;
  }

  void encode(Encoder out) {
    out.u16(keys).u16(tokens).u32(marginMinutes);
  }

  static Supplies decode(Decoder in) throws MalformedInput {
    int keys = in.u16();
    int tokens = in.u16();
    int marginMinutes = in.u32();
    if (!areWithin(keys, tokens, marginMinutes)) {
      throw new MalformedInput("no supplies of a purse");
    }
    return new Supplies(keys, tokens, marginMinutes);
  }

  /** So many, each as long as it is valid. */
  public static Supplies of(int keys, int tokens) {
    return new Supplies(keys, tokens, 0);
  }

  /**
   * Until when something must be valid to count at {@code now}: for the margin, but never longer
   * than for half of {@code validity}, or what an agent gives for a short time would never count.
   */
  public Minutes lasting(Validity validity, Minutes now) {
    int half = (validity.until().sinceEpoch() - validity.from().sinceEpoch()) / 2;
    return new Minutes(now.sinceEpoch() + Math.min(marginMinutes, half));
  }
}
