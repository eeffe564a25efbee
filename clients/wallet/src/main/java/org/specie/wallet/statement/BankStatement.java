package org.specie.wallet.statement;

import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.wallet.history.Entry;

/**
 * Statements as a bank's message to its customer, camt.053.001.08 of ISO 20022. Source:
 * docs/spec/32-statements.md, 32.4.
 */
public final class BankStatement {
  private static final String NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08";

  /** Identifiers have at most 35 characters; 32 hexadecimal digits are half a hash. */
  private static final int REFERENCE_DIGITS = 32;

  private static final int TEXT_MAX = 140;

  private final XMLStreamWriter out;
  private final String account;
  private final String currency;
  private final String made;

  private BankStatement(XMLStreamWriter out, String account, String currency, String made) {
    this.out = out;
    this.account = account;
    this.currency = currency;
    this.made = made;
  }

  /**
   * The message with {@code statements}.
   *
   * @param account the ordinary account's name
   * @param currency three letters of ISO 4217
   */
  public static String write(
      List<Statement> statements, String account, String currency, long nowSeconds) {
    Check.that(currency.matches("[A-Z]{3}"), "a currency has three letters");
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter out = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
      new BankStatement(out, account, currency, Instant.ofEpochSecond(nowSeconds).toString())
          .document(statements);
      out.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("a text takes whatever is written", e);
    }
    return text.toString();
  }

  private interface Content {
    void write() throws XMLStreamException;
  }

  private void element(String name, Content content) throws XMLStreamException {
    out.writeStartElement(name);
    content.write();
    out.writeEndElement();
  }

  private void element(String name, String text) throws XMLStreamException {
    element(name, () -> out.writeCharacters(text));
  }

  private void document(List<Statement> statements) throws XMLStreamException {
    out.writeStartDocument("UTF-8", "1.0");
    out.writeStartElement("Document");
    out.writeDefaultNamespace(NAMESPACE);
    out.writeStartElement("BkToCstmrStmt");
    element(
        "GrpHdr",
        () -> {
          element("MsgId", identifier(account + made));
          element("CreDtTm", made);
        });
    for (Statement each : statements) {
      element("Stmt", () -> statement(each));
    }
    out.writeEndElement();
    out.writeEndElement();
    out.writeEndDocument();
  }

  /** A name of 32 digits for whatever {@code text} tells apart. */
  private static String identifier(String text) {
    return Hash32.sha256(ByteString.utf8(text)).toHex().substring(0, REFERENCE_DIGITS);
  }

  private void statement(Statement statement) throws XMLStreamException {
    Period period = statement.period();
    String of = account + " " + statement.form().word();
    element("Id", identifier(of + period));
    element("CreDtTm", made);
    element(
        "FrToDt",
        () -> {
          element("FrDtTm", Instant.ofEpochSecond(period.fromSeconds()).toString());
          element("ToDtTm", Instant.ofEpochSecond(period.untilSeconds()).toString());
        });
    element(
        "Acct",
        () -> {
          element("Id", () -> element("Othr", () -> element("Id", identifier(of))));
          element("Ccy", currency);
          element("Nm", of);
        });
    balance("OPBD", statement.openingMinor(), period.fromSeconds());
    balance("CLBD", statement.closingMinor(), period.untilSeconds());
    for (Statement.Line each : statement.lines()) {
      element("Ntry", () -> entry(each));
    }
  }

  private void balance(String code, long minor, long atSeconds) throws XMLStreamException {
    element(
        "Bal",
        () -> {
          element("Tp", () -> element("CdOrPrtry", () -> element("Cd", code)));
          amount(minor);
          element("Dt", () -> element("DtTm", Instant.ofEpochSecond(atSeconds).toString()));
        });
  }

  private void amount(long minor) throws XMLStreamException {
    out.writeStartElement("Amt");
    out.writeAttribute("Ccy", currency);
    out.writeCharacters(Statement.decimal(Math.abs(minor)));
    out.writeEndElement();
    element("CdtDbtInd", minor < 0 ? "DBIT" : "CRDT");
  }

  private void entry(Statement.Line line) throws XMLStreamException {
    Entry entry = line.entry();
    String reference = entry.transactionId().toHex().substring(0, REFERENCE_DIGITS);
    String at = Instant.ofEpochSecond(entry.atSeconds()).toString();
    element("NtryRef", reference);
    amount(line.changeMinor());
    element("Sts", () -> element("Cd", "BOOK"));
    element("BookgDt", () -> element("DtTm", at));
    element("ValDt", () -> element("DtTm", at));
    element("AcctSvcrRef", reference);
    element("BkTxCd", () -> element("Prtry", () -> element("Cd", entry.kind().name())));
    if (!entry.note().isEmpty()) {
      element("NtryDtls", () -> element("TxDtls", () -> remittance(shown(entry.note()))));
    }
    String with = entry.counterparty().isEmpty() ? "" : ", " + shown(entry.counterparty());
    element("AddtlNtryInf", entry.kind().words() + with + ", " + entry.transactionId().toHex());
  }

  private void remittance(String words) throws XMLStreamException {
    element("RmtInf", () -> element("Ustrd", words));
  }

  /** Without what XML cannot carry, and as long as a field may be. */
  private static String shown(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .map(each -> isXml(each) ? each : '\ufffd')
        .limit(TEXT_MAX)
        .forEach(shown::appendCodePoint);
    return shown.toString();
  }

  private static boolean isXml(int codePoint) {
    return (0x20 <= codePoint && codePoint <= 0xd7ff)
        || (0xe000 <= codePoint && codePoint <= 0xfffd)
        || 0x10000 <= codePoint;
  }
}
