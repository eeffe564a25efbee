package org.specie.offline.agents.suspicion;

import java.util.List;
import org.specie.kernel.core.ByteString;
import org.specie.offline.agents.inspection.Receipt;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.OwnerId;

/**
 * Deposits into one account that came close together. Whose the account is the institution knows
 * and nobody here. Spec: docs/spec/54-agents.md 6.9.
 *
 * @param institution the owner id of the device that collects them
 * @param account the institution's reference
 * @param begin the first deposit's time
 * @param end the last deposit's time
 * @param count of deposits
 * @param sumMinor of their amounts
 */
public record DepositPattern(
    OwnerId institution, ByteString account, Minutes begin, Minutes end, int count, long sumMinor) {
  static DepositPattern of(List<Receipt> deposits) {
    Receipt first = deposits.getFirst();
    return new DepositPattern(
        first.owner(),
        first.account().orElseThrow(),
        first.time(),
        deposits.getLast().time(),
        deposits.size(),
        deposits.stream().mapToLong(each -> each.amount().minor()).reduce(0, Math::addExact));
  }
}
