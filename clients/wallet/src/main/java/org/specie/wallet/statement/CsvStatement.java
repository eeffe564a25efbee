package org.specie.wallet.statement;

import java.time.Instant;
import java.util.List;
import org.specie.wallet.history.Entry;
import org.specie.wallet.history.EntryState;

/**
 * Statements as comma-separated values of RFC 4180. A cell that a spreadsheet would take for a
 * formula gets an apostrophe: the words in it are a payer's. Source: docs/spec/32-statements.md,
 * 32.3.
 */
public final class CsvStatement {
  private static final String HEAD =
      "money,time,what,amount,balance,counterparty,note,transaction,block\r\n";
  private static final String FORMULA_STARTS = "=+-@\t\r";

  private CsvStatement() {}

  /** The table of {@code statements}, with a line for each opening and closing balance. */
  public static String write(List<Statement> statements) {
    StringBuilder out = new StringBuilder(HEAD);
    for (Statement statement : statements) {
      Period period = statement.period();
      balance(out, statement, period.fromSeconds(), "opening", statement.openingMinor());
      for (Statement.Line line : statement.lines()) {
        row(out, statement.form(), line);
      }
      balance(out, statement, period.untilSeconds(), "closing", statement.closingMinor());
    }
    return out.toString();
  }

  private static void balance(
      StringBuilder out, Statement statement, long atSeconds, String what, long minor) {
    out.append(statement.form().word()).append(',').append(Instant.ofEpochSecond(atSeconds));
    out.append(',').append(what).append(",,").append(Statement.decimal(minor)).append(",,,,\r\n");
  }

  private static void row(StringBuilder out, MoneyForm form, Statement.Line line) {
    Entry entry = line.entry();
    long height = entry.state() instanceof EntryState.Final(long at) ? at : 0;
    out.append(form.word()).append(',').append(Instant.ofEpochSecond(entry.atSeconds()));
    out.append(',').append(entry.kind().words());
    out.append(',').append(Statement.decimal(line.changeMinor()));
    out.append(',').append(Statement.decimal(line.balanceMinor()));
    out.append(',').append(cell(entry.counterparty()));
    out.append(',').append(cell(entry.note()));
    out.append(',').append(entry.transactionId().toHex());
    out.append(',').append(height).append("\r\n");
  }

  private static String cell(String text) {
    boolean isFormula = !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0;
    return '"' + (isFormula ? "'" : "") + text.replace("\"", "\"\"") + '"';
  }
}
