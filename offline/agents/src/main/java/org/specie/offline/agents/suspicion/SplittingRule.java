package org.specie.offline.agents.suspicion;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.agents.AgentReason;
import org.specie.offline.agents.Answer;
import org.specie.offline.agents.inspection.Inspection;
import org.specie.offline.agents.inspection.Receipt;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.OfflineAmount;

/**
 * A large sum in parts that each stay below a threshold: so many receipts in a band of amounts
 * within so many minutes. It is a reason to look, and proves nothing. Spec: docs/spec/54-agents.md
 * 6.7.
 *
 * @param from the least amount of the band
 * @param below which the band lies: the threshold
 * @param count of receipts that make it remarkable, at least 2
 * @param minutes within which they came
 */
public record SplittingRule(Amount from, Amount below, int count, int minutes) {
  /** The most receipts in a band that are looked at together. */
  static final int RECEIPTS_MAX = 1_000_000;

  public SplittingRule {
    Check.that(
        OfflineAmount.fits(below) && below.covers(from) && !below.equals(from),
        "a band of offline amounts is not empty");
    Check.that(count >= 2 && count <= RECEIPTS_MAX, "one payment is not split");
    Check.that(minutes > 0, "a stretch of time is not empty");
  }

  /** Writes band, count and minutes. */
  public void encode(Encoder out) {
    OfflineAmount.encode(out, from);
    OfflineAmount.encode(out, below);
    out.u32(count).u32(minutes);
  }

  /** Reads a rule. */
  public static SplittingRule decode(Decoder in) throws MalformedInput {
    Amount from = OfflineAmount.decode(in);
    Amount below = OfflineAmount.decode(in);
    int count = in.u32();
    int minutes = in.u32();
    if (from.covers(below) || count < 2 || count > RECEIPTS_MAX || minutes == 0) {
      throw new MalformedInput("a rule names a band, a count and a stretch of time");
    }
    return new SplittingRule(from, below, count, minutes);
  }

  private boolean isInBand(Receipt receipt) {
    return receipt.amount().covers(from)
        && below.covers(receipt.amount())
        && !below.equals(receipt.amount());
  }

  /**
   * For each owner id the first stretch with the most receipts, where there are enough; refused
   * where more receipts lie in the band than are looked at together.
   *
   * @param begin of the time that is looked at
   * @param end of the time that is looked at
   */
  public Answer<List<Suspicion>> find(Inspection inspection, Minutes begin, Minutes end)
      throws IOException {
    return find(inspection, begin, end, RECEIPTS_MAX);
  }

  /** As above, where no more than {@code most} are looked at together. */
  Answer<List<Suspicion>> find(Inspection inspection, Minutes begin, Minutes end, int most)
      throws IOException {
    Map<ByteString, List<Receipt>> byOwner = new TreeMap<>();
    int[] count = {0};
    inspection.receipts(
        begin,
        end,
        each -> {
          if (isInBand(each)) {
            count[0]++;
            if (count[0] <= most) {
              byOwner.computeIfAbsent(each.owner().bytes(), _ -> new ArrayList<>()).add(each);
            }
          }
        });
    if (count[0] > most) {
      return Answer.refused(AgentReason.TOO_MANY_RECEIPTS);
    }
    List<Suspicion> found = new ArrayList<>();
    for (List<Receipt> each : byOwner.values()) {
      List<Receipt> densest = Stretch.densest(each, minutes);
      if (densest.size() >= this.count) {
        found.add(Suspicion.of(this, densest));
      }
    }
    return Answer.given(found);
  }
}
