package org.specie.offline.agents.suspicion;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.offline.agents.inspection.Inspection;
import org.specie.offline.agents.inspection.Receipt;
import org.specie.offline.token.value.Minutes;

/**
 * An account into which strangers pay: so many deposits at one institution within so many minutes,
 * whatever their amounts. Whoever holds a token of an account can deposit into it, so this is a
 * reason to look, and proves nothing. Spec: docs/spec/54-agents.md 6.9.
 *
 * @param count of deposits that make it remarkable, at least 2
 * @param minutes within which they came
 */
public record DepositRule(int count, int minutes) {
  public DepositRule {
    Check.that(count >= 2 && count <= SplittingRule.RECEIPTS_MAX, "one deposit is no pattern");
    Check.that(minutes > 0, "a stretch of time is not empty");
  }

  /**
   * For each account the first stretch with the most deposits, where there are enough.
   *
   * @param begin of the time that is looked at
   * @param end of the time that is looked at
   */
  public List<DepositPattern> find(Inspection inspection, Minutes begin, Minutes end)
      throws IOException {
    Map<ByteString, List<Receipt>> byAccount = new TreeMap<>();
    int[] seen = {0};
    inspection.receipts(
        begin,
        end,
        each -> {
          if (each.account().isPresent() && ++seen[0] <= SplittingRule.RECEIPTS_MAX) {
            ByteString account = ByteString.concat(each.owner().bytes(), each.account().get());
            byAccount.computeIfAbsent(account, _ -> new ArrayList<>()).add(each);
          }
        });
    if (seen[0] > SplittingRule.RECEIPTS_MAX) {
      throw new IOException(
          "%d deposits, of which %d are looked at together; take a shorter time"
              .formatted(seen[0], SplittingRule.RECEIPTS_MAX));
    }
    List<DepositPattern> found = new ArrayList<>();
    for (List<Receipt> each : byAccount.values()) {
      List<Receipt> densest = Stretch.densest(each, minutes);
      if (densest.size() >= count) {
        found.add(DepositPattern.of(densest));
      }
    }
    return found;
  }
}
