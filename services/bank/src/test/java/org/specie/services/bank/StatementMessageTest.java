package org.specie.services.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.services.bank.statement.AccountStatement;
import org.specie.services.bank.statement.AccountStatement.Line;
import org.specie.services.bank.statement.StatementMessage;

/** A statement as camt.053. docs/spec/59-bank-service.md section 11. */
final class StatementMessageTest {
  private static final long FROM = 1_782_000_000;
  private static final AccountStatement STATEMENT =
      new AccountStatement(
          "north.example",
          "17",
          "ILS",
          FROM,
          FROM + 86_400,
          FROM + 100_000,
          1_000,
          List.of(
              line(4, "ASKED", -905, Optional.of("withdrawal groceries-1")),
              line(9, "CREDITED", 10_007, Optional.of("token 00ff00ff00ff00ff00ff00ff00ff00ff")),
              line(12, "PAID_IN", 3, Optional.empty())),
          10_105);
  private static final Hash32 REFERENCE = Hash32.sha256(ByteString.utf8("any movement"));
  private static final Optional<String> NOTHING = Optional.empty();
  private static final String TEXT = StatementMessage.write(STATEMENT);

  private static Line line(long number, String kind, long minor, Optional<String> about) {
    Hash32 reference = Hash32.sha256(ByteString.utf8("movement " + number));
    return new Line(number, kind, reference, minor, FROM + number, about);
  }

  private static void assertRefused(String text) {
    assertThat(text).isNotEqualTo(TEXT);
    assertThatThrownBy(() -> StatementMessage.read(text)).isInstanceOf(MalformedInput.class);
  }

  @Test
  void whatIsWrittenIsRead() throws MalformedInput {
    assertThat(StatementMessage.read(TEXT)).isEqualTo(STATEMENT);
    assertThat(TEXT)
        .contains(
            "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08",
            "<Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy=\"ILS\">10.00</Amt><CdtDbtInd>CRDT<",
            "<Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy=\"ILS\">101.05</Amt><CdtDbtInd>CRDT<",
            "<TtlCdtNtries><NbOfNtries>2</NbOfNtries><Sum>100.10</Sum></TtlCdtNtries>",
            "<TtlDbtNtries><NbOfNtries>1</NbOfNtries><Sum>9.05</Sum></TtlDbtNtries>",
            "<Ustrd>withdrawal groceries-1</Ustrd>",
            "<Ustrd>token 00ff00ff00ff00ff00ff00ff00ff00ff</Ustrd>");
  }

  /** What is owed has the other sign, and a period without movements is one. */
  @Test
  void whatIsOwedIsADebit() throws MalformedInput {
    AccountStatement owed =
        new AccountStatement("north.example", "reserve", "ILS", 0, 1, 1, -5, List.of(), -5);
    assertThat(StatementMessage.write(owed)).contains(">0.05</Amt><CdtDbtInd>DBIT<");
    assertThat(StatementMessage.read(StatementMessage.write(owed))).isEqualTo(owed);
  }

  @Test
  void everyCutIsRefused() {
    for (int i = 0; i < TEXT.length(); i++) {
      assertRefused(TEXT.substring(0, i));
    }
  }

  /** What is still a statement says another number, word or reference, and the same sums. */
  @Test
  void noOtherCharacterChangesASum() {
    for (int i = 0; i < TEXT.length(); i++) {
      char other = TEXT.charAt(i) == '1' ? '2' : '1';
      AccountStatement read;
      try {
        read = StatementMessage.read(TEXT.substring(0, i) + other + TEXT.substring(i + 1));
      } catch (MalformedInput _) {
        continue;
      }
      assertThat(read).isNotEqualTo(STATEMENT);
      assertThat(sums(read)).isEqualTo(sums(STATEMENT));
    }
  }

  /** Everything but which movement an entry is, and what it was for. */
  private static AccountStatement sums(AccountStatement statement) {
    return new AccountStatement(
        statement.bank(),
        statement.account(),
        statement.currency(),
        statement.fromSeconds(),
        statement.untilSeconds(),
        statement.createdSeconds(),
        statement.openingMinor(),
        statement.lines().stream()
            .map(
                each ->
                    new Line(
                        1, "ANY", REFERENCE, each.changeMinor(), each.bookedSeconds(), NOTHING))
            .toList(),
        statement.closingMinor());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MsgId",
        "FrDtTm",
        "Othr",
        "Ccy",
        "Svcr",
        "Bal",
        "TxsSummry",
        "Ntry",
        "NtryRef",
        "Amt",
        "CdtDbtInd",
        "Sts",
        "BookgDt",
        "ValDt",
        "AcctSvcrRef",
        "BkTxCd",
        "AddtlNtryInf"
      })
  void everyMissingAndEveryRepeatedElementIsRefused(String name) {
    String element = "(?s)<" + name + "[ >].*?</" + name + ">";
    assertRefused(TEXT.replaceFirst(element, ""));
    assertRefused(TEXT.replaceFirst("(" + element + ")", "$1$1"));
  }

  /** An entry need not say what it was for, but says it once. */
  @Test
  void whatAnEntryIsForIsSaidOnce() {
    assertRefused(TEXT.replaceFirst("(<NtryDtls>.*?</NtryDtls>)", "$1$1"));
    assertRefused(TEXT.replaceFirst("(<RmtInf>.*?</RmtInf>)", "$1$1"));
    assertRefused(TEXT.replaceFirst("<RmtInf>.*?</RmtInf>", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE Document>",
        "<!DOCTYPE Document [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>",
        "<!DOCTYPE Document [<!ENTITY x \"y\"><!ENTITY z \"&x;&x;\">]>"
      })
  void aDocumentTypeIsRefused(String type) {
    String with = TEXT.replace("<Document", type + "<Document");
    assertRefused(with);
    assertRefused(with.replace("north.example", "&x;"));
  }

  @Test
  void whatIsTooLongOrTooDeepOrDoesNotAddUpIsRefused() {
    for (String wrong :
        List.of(
            TEXT + " ".repeat(StatementMessage.LENGTH_MAX),
            TEXT.replace("<GrpHdr>", "<a>".repeat(20) + "</a>".repeat(20) + "<GrpHdr>"),
            TEXT.replace("camt.053.001.08", "camt.053.001.02"),
            TEXT.replace(">101.05<", ">101.06<"),
            TEXT.replace(">100.10<", ">100.11<"),
            TEXT.replace(">9.05</Amt><CdtDbtInd>DBIT", ">9.05</Amt><CdtDbtInd>CRDT"),
            TEXT.replace("\"ILS\"", "\"ils\""),
            TEXT.replace("<Ntry>", "<Ntry> "),
            TEXT.replace("PAID_IN", "paid in"),
            TEXT.replace("withdrawal groceries-1", "withdrawal &lt;b&gt;"))) {
      assertRefused(wrong);
    }
  }

  @Test
  void noStatementIsMadeThatDoesNotAddUp() {
    assertThatThrownBy(
            () -> new AccountStatement("north.example", "17", "ILS", 0, 1, 1, 5, List.of(), 6))
        .isInstanceOf(InvariantViolation.class);
  }
}
