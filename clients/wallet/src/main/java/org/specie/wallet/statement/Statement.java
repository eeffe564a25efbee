package org.specie.wallet.statement;

import java.util.ArrayList;
import java.util.List;
import org.specie.kernel.core.Check;
import org.specie.wallet.Answer;
import org.specie.wallet.Balance;
import org.specie.wallet.WalletReason;
import org.specie.wallet.history.Entry;
import org.specie.wallet.history.EntryState;

/**
 * The books of one kind of money over one period: what was there, what was final in between, what
 * was there afterwards. Source: docs/spec/32-statements.md.
 *
 * @param openingMinor at the beginning of the period, in minor units
 * @param closingMinor at its end
 */
public record Statement(
    MoneyForm form, Period period, long openingMinor, List<Line> lines, long closingMinor) {
  /** One final entry, by how much it changed the money, and what was there after it. */
  public record Line(Entry entry, long changeMinor, long balanceMinor) {}

  public Statement {
    lines = List.copyOf(lines);
    long sum = lines.stream().mapToLong(Line::changeMinor).sum();
    Check.that(openingMinor + sum == closingMinor, "opening and changes make the closing balance");
  }

  /**
   * The statements of both kinds of money; refused if the whole history does not come to what the
   * ledger says the wallet has, because then something is missing in it.
   */
  public static Answer<List<Statement>> of(List<Entry> history, Balance now, Period period) {
    List<Statement> statements = new ArrayList<>();
    for (MoneyForm form : MoneyForm.values()) {
      long has = (form == MoneyForm.ORDINARY ? now.ordinary() : now.privately()).minor();
      long told = finals(history).stream().mapToLong(form::change).sum();
      if (told != has) {
        return Answer.refused(
            WalletReason.BOOKS_DO_NOT_TIE,
            "(%s: entries %d, ledger %d minor units)".formatted(form.word(), told, has));
      }
      statements.add(of(form, finals(history), period));
    }
    return Answer.done(statements);
  }

  private static List<Entry> finals(List<Entry> history) {
    return history.stream().filter(each -> each.state() instanceof EntryState.Final).toList();
  }

  private static Statement of(MoneyForm form, List<Entry> finals, Period period) {
    long opening =
        finals.stream()
            .filter(each -> each.atSeconds() < period.fromSeconds())
            .mapToLong(form::change)
            .sum();
    List<Line> lines = new ArrayList<>();
    long balance = opening;
    for (Entry each : finals) {
      long change = form.change(each);
      if (change != 0 && period.contains(each.atSeconds())) {
        balance += change;
        lines.add(new Line(each, change, balance));
      }
    }
    return new Statement(form, period, opening, lines, balance);
  }

  /** Minor units as a decimal, with its sign. */
  public static String decimal(long minor) {
    long size = Math.abs(minor);
    return "%s%d.%02d".formatted(minor < 0 ? "-" : "", size / 100, size % 100);
  }
}
