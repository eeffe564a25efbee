package org.specie.wallet.holding;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.protocol.Suite;
import org.specie.cash.protocol.transaction.Approval;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.wallet.Auditors.Showing;

/**
 * A payment above the budget that auditors may have seen. From then on they know its nullifiers and
 * whose they are, so it stays here until something has used them up: the payment itself, or a step
 * that pays nobody. Source: docs/spec/42-auditor.md, section 6.
 *
 * @param id of the transaction without approvals, by which the history knows the payment
 * @param approvals those that were verified, by increasing index
 * @param over whether it has come to nothing
 */
public record Shown(Hash32 id, Showing showing, List<Approval> approvals, boolean over) {
  public Shown {
    approvals = List.copyOf(approvals);
  }

  /** The payment, without approvals. */
  public StateTransaction payment(Suite suite) {
    try {
      if (CashTransaction.decode(suite, showing.transaction())
          instanceof CashTransaction.Private(StateTransaction payment)) {
        return payment;
      }
    } catch (MalformedInput e) {
      throw new InvariantViolation("a wallet reads what it wrote", e);
    }
    throw new InvariantViolation("auditors are shown payments");
  }

  /** The same with {@code more} approvals, of other auditors. */
  public Shown with(List<Approval> more) {
    List<Approval> all = new ArrayList<>(approvals);
    all.addAll(more);
    all.sort(Comparator.comparingInt(Approval::index));
    return new Shown(id, showing, all, over);
  }

  /** The same, which has come to nothing. */
  public Shown ended() {
    return new Shown(id, showing, approvals, true);
  }

  @Override
  public String toString() {
    return "Shown[redacted]";
  }
}
