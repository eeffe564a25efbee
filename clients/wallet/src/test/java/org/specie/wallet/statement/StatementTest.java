package org.specie.wallet.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.quality.requirements.Requirement;
import org.specie.wallet.Answer;
import org.specie.wallet.Balance;
import org.specie.wallet.WalletReason;
import org.specie.wallet.history.Entry;
import org.specie.wallet.history.EntryKind;
import org.specie.wallet.history.EntryState;

class StatementTest {
  private static final Period ALL = new Period(0, 10_000);
  private static final String ACCOUNT = "0x282D311612e9dD43a9B11e49D23BA814F106A546";

  /** 100 issued, 60 made private, 12.50 paid, 3.25 received and claimed, 10 made ordinary again. */
  private static final List<Entry> HISTORY =
      List.of(
          entry(EntryKind.ISSUED_ORDINARILY, 100_00, 1_000, ""),
          entry(EntryKind.ENROLLED, 0, 1_500, ""),
          entry(EntryKind.LOADED, 60_00, 2_000, ""),
          entry(EntryKind.PAID_PRIVATELY, 12_50, 3_000, "for the tickets"),
          entry(EntryKind.RECEIVED_PRIVATELY, 3_25, 4_000, "=cmd|' /C calc'!A0"),
          entry(EntryKind.CLAIMED, 3_25, 5_000, ""),
          entry(EntryKind.UNLOADED, 10_00, 6_000, ""));

  private static Entry entry(EntryKind kind, long minor, long at, String note) {
    Hash32 id = Hash32.sha256(ByteString.utf8(kind.name()));
    return new Entry(id, kind, new Amount(minor), "", note, at, new EntryState.Final(at / 100));
  }

  private static Balance balance(long ordinary, long privately) {
    Amount none = Amount.ZERO;
    return new Balance(
        new Amount(ordinary), new Amount(privately), none, none, none, 1, 1, true, none, none);
  }

  private static List<Statement> statements(List<Entry> history, Period period) {
    return Statement.of(history, balance(50_00, 40_75), period).orThrow();
  }

  @Test
  @Requirement("U8")
  void openingAndChangesMakeWhatTheLedgerSays() {
    List<Statement> all = statements(HISTORY, ALL);
    assertThat(all).extracting(Statement::openingMinor).containsExactly(0L, 0L);
    assertThat(all).extracting(Statement::closingMinor).containsExactly(50_00L, 40_75L);

    List<Statement> part = statements(HISTORY, new Period(2_000, 6_000));
    assertThat(part).extracting(Statement::openingMinor).containsExactly(100_00L, 0L);
    assertThat(part).extracting(Statement::closingMinor).containsExactly(40_00L, 50_75L);
    assertThat(part.get(1).lines())
        .extracting(Statement.Line::balanceMinor)
        .containsExactly(60_00L, 47_50L, 50_75L);
  }

  @Test
  @Requirement("U8")
  void whatDoesNotTieIsNotExported() {
    for (int missing : new int[] {0, 2, 3, 4, 6}) {
      List<Entry> history = new ArrayList<>(HISTORY);
      history.remove(missing);
      Answer<List<Statement>> answer = Statement.of(history, balance(50_00, 40_75), ALL);
      assertThat(answer).isInstanceOf(Answer.Refused.class);
      assertThat(((Answer.Refused<?>) answer).refusal().reason())
          .isEqualTo(WalletReason.BOOKS_DO_NOT_TIE);
    }
  }

  @Test
  void pendingAndRefusedEntriesAreInNoStatement() {
    List<Entry> history = new ArrayList<>(HISTORY);
    history.add(entry(EntryKind.PAID_PRIVATELY, 5_00, 6_500, "").in(new EntryState.Pending()));
    history.add(
        entry(EntryKind.PAID_ORDINARILY, 5_00, 6_600, "")
            .in(new EntryState.Refused(2001, "no", "none")));
    assertThat(statements(history, ALL)).isEqualTo(statements(HISTORY, ALL));
  }

  /** Every kind is either neutral or changes one kind of money, or moves between the two. */
  @ParameterizedTest
  @EnumSource(EntryKind.class)
  void everyKindIsBookedAsOftenAsMoneyMoves(EntryKind kind) {
    Entry one = entry(kind, 1, 1, "");
    long ordinary = MoneyForm.ORDINARY.change(one);
    long privately = MoneyForm.PRIVATE.change(one);
    boolean isMove = kind == EntryKind.LOADED || kind == EntryKind.UNLOADED;
    assertThat(isMove ? ordinary + privately : ordinary * privately).isZero();
  }

  @Test
  @Requirement("U8")
  void aSpreadsheetRunsNothingOfWhatAPayerWrote() {
    String csv = CsvStatement.write(statements(HISTORY, ALL));
    List<String> lines = csv.lines().toList();
    assertThat(lines).hasSize(1 + 2 + 3 + 2 + 4);
    assertThat(csv)
        .contains("private,1970-01-01T01:06:40Z,received privately,3.25,50.75,\"\",\"'=cmd|")
        .contains("ordinary,1970-01-01T00:00:00Z,opening,,0.00,,,,")
        .contains("private,1970-01-01T02:46:40Z,closing,,40.75,,,,");
    assertThat(lines).allMatch(line -> line.chars().filter(each -> each == ',').count() == 8);
  }

  @Test
  @Requirement("U8")
  void aBanksMessageHasTheElementsInTheOrderOfTheSchema() throws XMLStreamException {
    String xml = BankStatement.write(statements(HISTORY, ALL), ACCOUNT, "ILS", 9_000);
    List<String> names = names(xml);
    assertThat(names)
        .startsWith(
            "Document",
            "BkToCstmrStmt",
            "GrpHdr",
            "MsgId",
            "CreDtTm",
            "Stmt",
            "Id",
            "CreDtTm",
            "FrToDt",
            "FrDtTm",
            "ToDtTm",
            "Acct",
            "Id",
            "Othr",
            "Id",
            "Ccy",
            "Nm",
            "Bal",
            "Tp",
            "CdOrPrtry",
            "Cd",
            "Amt",
            "CdtDbtInd",
            "Dt",
            "DtTm",
            "Bal")
        .containsSubsequence(
            "Ntry",
            "NtryRef",
            "Amt",
            "CdtDbtInd",
            "Sts",
            "Cd",
            "BookgDt",
            "DtTm",
            "ValDt",
            "DtTm",
            "AcctSvcrRef",
            "BkTxCd",
            "Prtry",
            "Cd",
            "NtryDtls",
            "TxDtls",
            "RmtInf",
            "Ustrd",
            "AddtlNtryInf");
    assertThat(names).filteredOn("Stmt"::equals).hasSize(2);
    assertThat(names).filteredOn("Ntry"::equals).hasSize(7);
    assertThat(xml)
        .contains("<Amt Ccy=\"ILS\">12.50</Amt><CdtDbtInd>DBIT</CdtDbtInd>")
        .contains("<Ustrd>for the tickets</Ustrd>")
        .contains("urn:iso:std:iso:20022:tech:xsd:camt.053.001.08");
  }

  @Test
  void wordsOfAPayerCannotBreakTheMessage() throws XMLStreamException {
    List<Entry> history =
        List.of(entry(EntryKind.RECEIVED_PRIVATELY, 1, 5, "</Ustrd><Amt>&\u0000\ud800x"));
    List<Statement> statements = Statement.of(history, balance(0, 1), ALL).orThrow();
    String xml = BankStatement.write(statements, ACCOUNT, "ILS", 1);
    assertThat(names(xml)).filteredOn("Ustrd"::equals).hasSize(1);
    assertThat(xml).contains("&lt;/Ustrd&gt;&lt;Amt&gt;&amp;\ufffd\ufffdx");
  }

  private static List<String> names(String xml) throws XMLStreamException {
    XMLStreamReader in = XMLInputFactory.newFactory().createXMLStreamReader(new StringReader(xml));
    List<String> names = new ArrayList<>();
    while (in.hasNext()) {
      if (in.next() == XMLStreamReader.START_ELEMENT) {
        names.add(in.getLocalName());
      }
    }
    return names;
  }
}
