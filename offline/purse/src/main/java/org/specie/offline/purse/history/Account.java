package org.specie.offline.purse.history;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.purse.PurseReason;
import org.specie.offline.token.check.TokenVerifier;

/**
 * The payments of a purse as a table for bookkeeping, which anybody who has the root can check, row
 * by row and at any later time. Spec: docs/spec/52-purse.md 9.3.
 */
public record Account(List<AccountRow> rows) {
  /** Longest table in characters. */
  public static final int LENGTH_MAX = 1 << 26;

  public Account {
    rows = List.copyOf(rows);
  }

  /** What {@code history} says; a payment of which a certificate is not known here has no row. */
  public static Account of(History history, TokenVerifier verifier) {
    return new Account(
        history.movements().stream()
            .flatMap(each -> AccountRow.of(each, verifier).stream())
            .toList());
  }

  /** The table, with a line feed after every line. */
  public String write() {
    StringBuilder out = new StringBuilder(AccountRow.HEADING).append('\n');
    rows.forEach(each -> out.append(each.write()).append('\n'));
    return out.toString();
  }

  /** Reads a table as it was written; anything else is none. */
  public static Account read(String text) throws MalformedInput {
    String heading = AccountRow.HEADING + "\n";
    if (text.length() > LENGTH_MAX || !text.startsWith(heading) || !text.endsWith("\n")) {
      throw new MalformedInput("no table of a purse");
    }
    List<AccountRow> rows = new ArrayList<>();
    int from = heading.length();
    while (from < text.length()) {
      int end = text.indexOf('\n', from);
      rows.add(AccountRow.read(text.substring(from, end)));
      from = end + 1;
    }
    return new Account(rows);
  }

  /**
   * A row that is not believed.
   *
   * @param number from 1
   * @param reason why
   */
  public record Fault(int number, Reason reason) {}

  /** The first row whose payment is not genuine, or is in a row before. */
  public Optional<Fault> audit(TokenVerifier verifier) {
    Set<Hash32> seen = new HashSet<>();
    for (int i = 0; i < rows.size(); i++) {
      AccountRow each = rows.get(i);
      Reason twice = PurseReason.ROW_TWICE;
      Verdict verdict =
          seen.add(each.token().digest()) ? verifier.audit(each.proof()) : Verdict.refused(twice);
      if (verdict instanceof Verdict.Refused(Reason reason)) {
        return Optional.of(new Fault(i + 1, reason));
      }
    }
    return Optional.empty();
  }

  /** All that was paid. */
  public Amount paid() {
    return sum(true);
  }

  /** All that was received. */
  public Amount received() {
    return sum(false);
  }

  private Amount sum(boolean isPaid) {
    Amount sum = Amount.ZERO;
    for (AccountRow each : rows) {
      if (each.isPaid() == isPaid) {
        sum = sum.plus(each.proof().payment().amount());
      }
    }
    return sum;
  }
}
