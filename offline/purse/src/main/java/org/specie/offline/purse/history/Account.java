package org.specie.offline.purse.history;

import java.nio.charset.StandardCharsets;
import java.time.Year;
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
import org.specie.offline.token.value.OwnerId;

/**
 * The payments of a purse as a table for bookkeeping, which anybody who has the root can check, row
 * by row and at any later time. Spec: docs/spec/52-purse.md 9.3.
 */
public record Account(List<AccountRow> rows) {
  /** Longest table that is read, in characters, and in bytes of UTF-8. */
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

  /** Whether the table is longer than one that is read. */
  public boolean isTooLong() {
    long length = AccountRow.HEADING.length() + 1L;
    for (AccountRow each : rows) {
      length += each.write().getBytes(StandardCharsets.UTF_8).length + 1L;
    }
    return length > LENGTH_MAX;
  }

  /** Those payments that claim a time of {@code year}, UTC. */
  public Account of(Year year) {
    return new Account(rows.stream().filter(each -> each.year().equals(year)).toList());
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

  /**
   * The first row whose payment is not genuine, or is in a row before, or goes another way than the
   * rows before say. Who pays does not stand in a payment: where only paid or only received rows
   * are, which they are is the word of whoever wrote the table.
   */
  public Optional<Fault> audit(TokenVerifier verifier) {
    Set<Hash32> seen = new HashSet<>();
    Set<OwnerId> payees = new HashSet<>();
    Optional<OwnerId> owner = Optional.empty();
    for (int i = 0; i < rows.size(); i++) {
      AccountRow each = rows.get(i);
      Reason twice = PurseReason.ROW_TWICE;
      Verdict verdict =
          seen.add(each.token().digest()) ? verifier.audit(each.proof()) : Verdict.refused(twice);
      if (verdict instanceof Verdict.Refused(Reason reason)) {
        return Optional.of(new Fault(i + 1, reason));
      }
      // All that a purse received it received as one owner, to whom it paid nothing.
      OwnerId payee = each.proof().configuration().owner();
      boolean isOwner = owner.map(payee::equals).orElse(!payees.contains(payee));
      if (each.isPaid() ? owner.isPresent() && isOwner : !isOwner) {
        return Optional.of(new Fault(i + 1, PurseReason.WAY_DIFFERS));
      }
      if (each.isPaid()) {
        payees.add(payee);
      } else {
        owner = Optional.of(payee);
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
