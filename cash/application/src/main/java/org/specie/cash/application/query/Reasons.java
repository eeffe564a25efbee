package org.specie.cash.application.query;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.specie.cash.application.FloatReason;
import org.specie.cash.application.OrdinaryReason;
import org.specie.cash.application.ProviderReason;
import org.specie.cash.application.membership.MembershipReason;
import org.specie.cash.application.transaction.FormReason;
import org.specie.cash.protocol.PrivateReason;
import org.specie.kernel.core.Reason;
import org.specie.ledger.api.LedgerRefusal;

/** From the number a ledger answers with to the reason: sentence and remedy. */
public final class Reasons {
  /** A refusal of a ledger newer than this program. */
  record Unknown(int code) implements Reason {
    @Override
    public String sentence() {
      return "The ledger refused for a reason this program does not know.";
    }

    @Override
    public String remedy() {
      return "Look the number up in docs/reference/errors.md of the ledger's version.";
    }
  }

  private static final Map<Integer, Reason> KNOWN = known();

  private Reasons() {}

  private static Map<Integer, Reason> known() {
    Map<Integer, Reason> known = new TreeMap<>();
    List<Reason[]> rooms =
        List.of(
            FormReason.values(),
            OrdinaryReason.values(),
            FloatReason.values(),
            ProviderReason.values(),
            PrivateReason.values(),
            MembershipReason.values(),
            LedgerRefusal.values());
    for (Reason[] room : rooms) {
      for (Reason reason : room) {
        known.put(reason.code(), reason);
      }
    }
    return known;
  }

  /** The reason with the number {@code code}. */
  public static Reason of(int code) {
    return KNOWN.getOrDefault(code, new Unknown(code));
  }
}
