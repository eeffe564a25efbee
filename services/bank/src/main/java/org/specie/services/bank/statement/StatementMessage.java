package org.specie.services.bank.statement;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.services.bank.iso20022.Pen;
import org.specie.services.bank.iso20022.Reading;
import org.specie.services.bank.iso20022.Reading.Part;
import org.specie.services.bank.statement.AccountStatement.Line;

/**
 * A statement as camt.053.001.08 of ISO 20022, in one form: what is read is written as the same
 * text, and its sums are those of its entries. Spec: docs/spec/59-bank-service.md section 11.
 */
public final class StatementMessage {
  /** Longest message, in characters. */
  public static final int LENGTH_MAX = 400_000;

  private static final String NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08";

  /** Identifiers have at most 35 characters; 32 hexadecimal digits are half a hash. */
  private static final int ID_DIGITS = 32;

  private static final String STATEMENT = "/Document/BkToCstmrStmt/Stmt";
  private static final String CREATED = STATEMENT + "/CreDtTm";
  private static final String FROM = STATEMENT + "/FrToDt/FrDtTm";
  private static final String UNTIL = STATEMENT + "/FrToDt/ToDtTm";
  private static final String ACCOUNT = STATEMENT + "/Acct/Id/Othr/Id";
  private static final String CURRENCY = STATEMENT + "/Acct/Ccy";
  private static final String BANK = STATEMENT + "/Acct/Svcr/FinInstnId/Nm";
  private static final String BALANCE = STATEMENT + "/Bal/Amt";
  private static final String BALANCE_SIDE = STATEMENT + "/Bal/CdtDbtInd";
  private static final String ENTRY = STATEMENT + "/Ntry";
  private static final String NUMBER = ENTRY + "/NtryRef";
  private static final String CHANGE = ENTRY + "/Amt";
  private static final String CHANGE_SIDE = ENTRY + "/CdtDbtInd";
  private static final String BOOKED = ENTRY + "/BookgDt/DtTm";
  private static final String KIND = ENTRY + "/BkTxCd/Prtry/Cd";
  private static final String ABOUT = ENTRY + "/NtryDtls/TxDtls/RmtInf/Ustrd";
  private static final String REFERENCE = ENTRY + "/AddtlNtryInf";
  private static final Reading READING =
      new Reading(
          NAMESPACE,
          Set.of(
              CREATED,
              FROM,
              UNTIL,
              ACCOUNT,
              CURRENCY,
              BANK,
              BALANCE,
              BALANCE_SIDE,
              NUMBER,
              CHANGE,
              CHANGE_SIDE,
              BOOKED,
              KIND,
              ABOUT,
              REFERENCE),
          Map.of(),
          LENGTH_MAX);

  private StatementMessage() {}

  /** The message. */
  public static String write(AccountStatement statement) {
    return Pen.document(
        NAMESPACE,
        pen ->
            pen.element(
                "BkToCstmrStmt",
                () -> {
                  pen.element(
                      "GrpHdr",
                      () -> {
                        pen.element("MsgId", identifier("message", statement));
                        pen.element("CreDtTm", time(statement.createdSeconds()));
                      });
                  pen.element("Stmt", () -> body(pen, statement));
                }));
  }

  /** The same for the same account, period and time of making. */
  private static String identifier(String what, AccountStatement statement) {
    String words =
        String.join(
            " ",
            what,
            statement.bank(),
            statement.account(),
            String.valueOf(statement.fromSeconds()),
            String.valueOf(statement.untilSeconds()),
            String.valueOf(statement.createdSeconds()));
    return Hash32.sha256(ByteString.utf8(words)).toHex().substring(0, ID_DIGITS);
  }

  private static String time(long seconds) {
    return Instant.ofEpochSecond(seconds).toString();
  }

  private static void body(Pen pen, AccountStatement statement) throws XMLStreamException {
    pen.element("Id", identifier("statement", statement));
    pen.element("CreDtTm", time(statement.createdSeconds()));
    pen.element(
        "FrToDt",
        () -> {
          pen.element("FrDtTm", time(statement.fromSeconds()));
          pen.element("ToDtTm", time(statement.untilSeconds()));
        });
    pen.element(
        "Acct",
        () -> {
          pen.element(
              "Id", () -> pen.element("Othr", () -> pen.element("Id", statement.account())));
          pen.element("Ccy", statement.currency());
          pen.element(
              "Svcr", () -> pen.element("FinInstnId", () -> pen.element("Nm", statement.bank())));
        });
    balance(pen, statement, "OPBD", statement.openingMinor(), statement.fromSeconds());
    balance(pen, statement, "CLBD", statement.closingMinor(), statement.untilSeconds());
    pen.element(
        "TxsSummry",
        () -> {
          sum(pen, "TtlCdtNtries", statement, 1, statement.creditsMinor());
          sum(pen, "TtlDbtNtries", statement, -1, statement.debitsMinor());
        });
    for (Line each : statement.lines()) {
      pen.element("Ntry", () -> entry(pen, statement, each));
    }
  }

  private static void balance(
      Pen pen, AccountStatement statement, String code, long minor, long atSeconds)
      throws XMLStreamException {
    pen.element(
        "Bal",
        () -> {
          pen.element("Tp", () -> pen.element("CdOrPrtry", () -> pen.element("Cd", code)));
          sided(pen, statement, minor);
          pen.element("Dt", () -> pen.element("DtTm", time(atSeconds)));
        });
  }

  private static void sided(Pen pen, AccountStatement statement, long minor)
      throws XMLStreamException {
    pen.amount("Amt", statement.currency(), Amount.ofMinor(Math.abs(minor)));
    pen.element("CdtDbtInd", minor < 0 ? "DBIT" : "CRDT");
  }

  private static void sum(Pen pen, String name, AccountStatement statement, int sign, long minor)
      throws XMLStreamException {
    long count =
        statement.lines().stream().filter(each -> Long.signum(each.changeMinor()) == sign).count();
    pen.element(
        name,
        () -> {
          pen.element("NbOfNtries", String.valueOf(count));
          pen.element("Sum", decimal(minor));
        });
  }

  /** A sum of amounts, which may be beyond what an amount is. */
  private static String decimal(long minor) {
    long places = minor % 100;
    return minor / 100 + (places < 10 ? ".0" : ".") + places;
  }

  private static void entry(Pen pen, AccountStatement statement, Line line)
      throws XMLStreamException {
    pen.element("NtryRef", String.valueOf(line.number()));
    sided(pen, statement, line.changeMinor());
    pen.element("Sts", () -> pen.element("Cd", "BOOK"));
    pen.element("BookgDt", () -> pen.element("DtTm", time(line.bookedSeconds())));
    pen.element("ValDt", () -> pen.element("DtTm", time(line.bookedSeconds())));
    pen.element("AcctSvcrRef", line.reference().toHex().substring(0, ID_DIGITS));
    pen.element("BkTxCd", () -> pen.element("Prtry", () -> pen.element("Cd", line.kind())));
    if (line.about().isPresent()) {
      pen.element(
          "NtryDtls",
          () ->
              pen.element(
                  "TxDtls",
                  () -> pen.element("RmtInf", () -> pen.element("Ustrd", line.about().get()))));
    }
    pen.element("AddtlNtryInf", line.reference().toHex());
  }

  /** Reads a message of a bank: refused unless it is written so, and adds up. */
  public static AccountStatement read(String text) throws MalformedInput {
    AccountStatement statement = statement(new Cursor(READING.parts(text)));
    if (!write(statement).equals(text)) {
      throw new MalformedInput("a statement has one form");
    }
    return statement;
  }

  /** The texts of a message, one after another. */
  private static final class Cursor {
    private final Iterator<Part> parts;
    private Optional<Part> next = Optional.empty();

    private Cursor(List<Part> parts) {
      this.parts = parts.iterator();
      go();
    }

    private void go() {
      next = parts.hasNext() ? Optional.of(parts.next()) : Optional.empty();
    }

    private boolean isAt(String place) {
      return next.filter(part -> part.place().equals(place)).isPresent();
    }

    private String take(String place) throws MalformedInput {
      if (!isAt(place)) {
        throw new MalformedInput(place + " is missing, or out of its order");
      }
      String text = next.orElseThrow().text();
      go();
      return text;
    }

    private long time(String place) throws MalformedInput {
      try {
        return Instant.parse(take(place)).getEpochSecond();
      } catch (DateTimeException e) {
        throw new MalformedInput(place + " is no time");
      }
    }

    private long number(String place) throws MalformedInput {
      String text = take(place);
      if (!text.matches("[1-9][0-9]{0,17}")) {
        throw new MalformedInput(place + " is no number");
      }
      return Long.parseLong(text);
    }

    private long sided(String place, String side) throws MalformedInput {
      String amount = take(place);
      String word = take(side);
      if (!amount.matches("[0-9]{1,12}\\.[0-9]{2}") || !word.matches("CRDT|DBIT")) {
        throw new MalformedInput(place + " is no amount");
      }
      long minor = Amount.parse(amount).minor();
      return word.equals("DBIT") ? -minor : minor;
    }

    private Hash32 hash(String place) throws MalformedInput {
      String text = take(place);
      if (!text.matches("[0-9a-f]{64}")) {
        throw new MalformedInput(place + " is no reference");
      }
      return Hash32.hex(text);
    }
  }

  private static AccountStatement statement(Cursor in) throws MalformedInput {
    long created = in.time(CREATED);
    long from = in.time(FROM);
    long until = in.time(UNTIL);
    String account = in.take(ACCOUNT);
    String currency = in.take(CURRENCY);
    String bank = in.take(BANK);
    long opening = in.sided(BALANCE, BALANCE_SIDE);
    long closing = in.sided(BALANCE, BALANCE_SIDE);
    List<Line> lines = new ArrayList<>();
    while (in.isAt(NUMBER)) {
      lines.add(line(in));
    }
    if (!AccountStatement.isSound(
        bank, account, currency, from, until, created, opening, lines, closing)) {
      throw new MalformedInput("not a statement that adds up");
    }
    return new AccountStatement(
        bank, account, currency, from, until, created, opening, lines, closing);
  }

  private static Line line(Cursor in) throws MalformedInput {
    long number = in.number(NUMBER);
    long change = in.sided(CHANGE, CHANGE_SIDE);
    long booked = in.time(BOOKED);
    String kind = in.take(KIND);
    Optional<String> about = in.isAt(ABOUT) ? Optional.of(in.take(ABOUT)) : Optional.empty();
    return new Line(number, kind, in.hash(REFERENCE), change, booked, about);
  }
}
