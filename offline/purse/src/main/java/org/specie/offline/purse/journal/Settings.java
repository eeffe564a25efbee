package org.specie.offline.purse.journal;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;

/**
 * What an owner chooses. Spec: docs/spec/52-purse.md section 14.
 *
 * @param redeem when what was received becomes balance
 * @param waitMinutes how long it waits, if it is scheduled, otherwise 0
 * @param without parts that are switched off
 */
public record Settings(RedeemPolicy redeem, int waitMinutes, Set<Part> without) {
  /** A week: what waits longer than its token's grace is lost. */
  public static final int WAIT_MAX = 10_080;

  /** What holds until something else is chosen. */
  public static final Settings USUAL = new Settings(RedeemPolicy.AT_ONCE, 0, Set.of());

  public Settings {
    Check.that(isWait(redeem, waitMinutes), "what is scheduled waits a minute to a week");
    EnumSet<Part> copy = EnumSet.noneOf(Part.class);
    copy.addAll(without);
    without = Collections.unmodifiableSet(copy);
  }

  private static boolean isWait(RedeemPolicy redeem, int waitMinutes) {
    return redeem == RedeemPolicy.SCHEDULED
        ? 0 < waitMinutes && waitMinutes <= WAIT_MAX
        : waitMinutes == 0;
  }

  /** Whether the purse has this part. */
  public boolean has(Part part) {
    return !without.contains(part);
  }

  /** Writes policy, minutes and a mask of what is missing. */
  public void encode(Encoder out) {
    int mask = 0;
    for (Part each : without) {
      mask |= each.bit();
    }
    out.u8(redeem.code()).u32(waitMinutes).u8(mask);
  }

  /** Reads them. */
  public static Settings decode(Decoder in) throws MalformedInput {
    RedeemPolicy redeem = RedeemPolicy.of(in.u8());
    int waitMinutes = in.u32();
    int mask = in.u8();
    EnumSet<Part> without = EnumSet.noneOf(Part.class);
    for (Part each : Part.values()) {
      if ((mask & each.bit()) != 0) {
        without.add(each);
        mask -= each.bit();
      }
    }
    if (mask != 0 || !isWait(redeem, waitMinutes)) {
      throw new MalformedInput("no settings of a purse");
    }
    return new Settings(redeem, waitMinutes, without);
  }
}
