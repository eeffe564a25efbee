package org.specie.offline.purse.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Year;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.purse.Mint;
import org.specie.offline.purse.PurseReason;
import org.specie.offline.purse.Table;
import org.specie.offline.token.check.KnownKeys;
import org.specie.offline.token.check.TokenReason;
import org.specie.offline.token.check.TokenVerifier;
import org.specie.offline.token.message.Message;
import org.specie.offline.token.message.Message.Proof;
import org.specie.offline.token.message.Message.Response;
import org.specie.offline.token.receipt.Payment;
import org.specie.quality.requirements.Requirement;

/** Page 52, 9.3. */
class AccountTest {
  private Table ana;
  private Table ben;

  @BeforeEach
  void payThreeTimes() throws IOException {
    ana = Table.with("ana", 10_000);
    ben = Table.with("ben", 10_000);
    ben.take(ana.pay(ben.ask(1_250), 1_250));
    ben.take(ana.pay(ben.ask(5), 5));
    ana.take(ben.pay(ana.ask(700), 700));
  }

  /** Somebody who has the root and nothing else. */
  private static TokenVerifier auditor() {
    return new TokenVerifier(KnownKeys.under(Mint.shared().document().root()), Mint.CURRENCY);
  }

  private static boolean reads(String text) {
    try {
      return !Account.read(text).rows().isEmpty();
    } catch (MalformedInput _) {
      return false;
    }
  }

  @Test
  @Requirement({"R36", "R78"})
  void bothPartiesHaveThePaymentInTheirBooksAndAnybodyChecksItFromTheRow() throws Exception {
    String ofAna = ana.purse().account().write();
    String ofBen = ben.purse().account().write();
    assertThat(ofAna.lines().toList().get(1))
        .startsWith("paid,2026-06-21T00:05:00Z,12.50,978,\"Bakery, Old Town\",x6f72646572203137,");
    assertThat(ofBen.lines().toList().get(1).substring("received".length()))
        .as("the same payment")
        .isEqualTo(ofAna.lines().toList().get(1).substring("paid".length()));

    Account read = Account.read(ofAna);
    assertThat(read).isEqualTo(ana.purse().account());
    assertThat(read.write()).isEqualTo(ofAna);
    assertThat(read.paid())
        .isEqualTo(ana.purse().history().paid())
        .isEqualTo(Amount.ofMinor(1_255));
    assertThat(read.received()).isEqualTo(Amount.ofMinor(700));
    assertThat(read.audit(auditor())).isEmpty();

    String row = ofBen.lines().toList().get(2);
    ByteString column = ByteString.hex(row.substring(row.lastIndexOf(',') + 2));
    assertThat(auditor().audit((Proof) Message.decode(column)).isAccepted()).isTrue();
  }

  @Test
  @Requirement("R78")
  void aTableInWhichAnythingWasChangedIsNotReadOrNotBelieved() throws Exception {
    String genuine = ana.purse().account().write();
    int heading = genuine.indexOf('\n') + 1;
    int proof = genuine.lastIndexOf(',', genuine.indexOf('\n', heading)) + 1;
    for (int at = 0; at < proof; at++) {
      char[] changed = genuine.toCharArray();
      changed[at] = (char) (changed[at] ^ 1);
      assertThat(reads(String.valueOf(changed))).as("character %s", at).isFalse();
    }
    for (String wrong :
        List.of("", "kind", genuine + "x", genuine.replace("12.50", "12.5"), genuine + "\n")) {
      assertThat(reads(wrong)).isFalse();
    }
    String row = genuine.substring(heading, genuine.indexOf('\n', heading) + 1);
    assertThat(Account.read(genuine + row).audit(auditor()))
        .contains(new Account.Fault(4, PurseReason.ROW_TWICE));
  }

  @Test
  @Requirement("R78")
  void aPaymentThatNobodySignedIsNamedByItsRow() throws Exception {
    List<AccountRow> rows = ana.purse().account().rows();
    Proof proof = rows.get(1).proof();
    Payment payment = proof.payment();
    Payment forged = Mint.signedLike(payment, rows.get(0).proof().payment());
    Account account =
        new Account(
            List.of(
                rows.get(0),
                new AccountRow(true, new Proof(proof.configuration(), forged, proof.chain()))));
    assertThat(Account.read(account.write()).audit(auditor()))
        .isEqualTo(Optional.of(new Account.Fault(2, TokenReason.BAD_SIGNATURE)));
  }

  @Test
  @Requirement("R78")
  void aRowThatWasTurnedRoundIsNamedWhereTheOthersShowIt() throws Exception {
    String genuine = ana.purse().account().write();
    for (int row : List.of(1, 2, 3)) {
      List<String> lines = new ArrayList<>(genuine.lines().toList());
      String line = lines.get(row);
      lines.set(
          row,
          line.startsWith("paid,")
              ? line.replace("paid,", "received,")
              : line.replace("received,", "paid,"));
      String turned = String.join("\n", lines) + "\n";
      Optional<Account.Fault> fault = Account.read(turned).audit(auditor());
      if (row == 3) {
        assertThat(fault).as("no received row is left to show it: page 52, 9.3").isEmpty();
      } else {
        assertThat(fault).as("row %s", row).contains(new Account.Fault(2, PurseReason.WAY_DIFFERS));
      }
    }
  }

  @Test
  void aTableThatNobodyWouldReadIsKnownBeforeItIsWritten() throws IOException {
    AccountRow row = ana.purse().account().rows().getFirst();
    int length = row.write().getBytes(StandardCharsets.UTF_8).length + 1;
    int most = (Account.LENGTH_MAX - AccountRow.HEADING.length() - 1) / length;
    assertThat(new Account(Collections.nCopies(most, row)).isTooLong()).isFalse();
    assertThat(new Account(Collections.nCopies(most + 1, row)).isTooLong()).isTrue();
  }

  @Test
  void aYearHasItsPaymentsAlone() throws IOException {
    assertThat(ana.purse().account().of(Year.of(2026))).isEqualTo(ana.purse().account());
    assertThat(ana.purse().account().of(Year.of(2025)).rows()).isEmpty();
  }

  @Test
  void aPaymentUnderAClassThatNobodyKnowsHasNoRow() throws IOException {
    assertThat(Account.of(ana.purse().history(), auditor()).rows()).isEmpty();
    Response response = ana.pay(ben.ask(9), 9);
    assertThat(response.payment().amount()).isEqualTo(Amount.ofMinor(9));
    assertThat(ana.purse().account().rows()).hasSize(4);
  }

  @Test
  void aBookWithoutPaymentsIsReadToo() throws MalformedInput {
    String empty = new Account(List.of()).write();
    assertThat(Account.read(empty).rows()).isEmpty();
    assertThatThrownBy(() -> Account.read(empty.strip())).isInstanceOf(MalformedInput.class);
  }
}
