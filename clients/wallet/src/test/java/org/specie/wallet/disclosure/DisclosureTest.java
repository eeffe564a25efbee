package org.specie.wallet.disclosure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.specie.wallet.disclosure.Shop.FIRST;
import static org.specie.wallet.disclosure.Shop.OFFICE;
import static org.specie.wallet.disclosure.Shop.SECOND;
import static org.specie.wallet.disclosure.Shop.THIRD;
import static org.specie.wallet.disclosure.Shop.wanted;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.ledger.api.chain.TransactionProof;
import org.specie.quality.requirements.Property;
import org.specie.quality.requirements.Requirement;
import org.specie.wallet.disclosure.Disclosure.Line;
import org.specie.wallet.receipt.Notary;
import org.specie.wallet.statement.Period;

/** A shop discloses a month to its auditor, and a shop that leaves something out does not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Requirement({"U11", "D38"})
final class DisclosureTest {
  private static final int BYTES_APART = 997;

  private Shop shop;
  private Disclosure second;

  @BeforeAll
  void build() throws IOException, MalformedInput {
    shop = Shop.open(35);
    second = shop.disclose(shop.ben, wanted(SECOND, THIRD)).orThrow();
  }

  @AfterAll
  void close() throws IOException {
    shop.close();
  }

  private static Verdict refused(DisclosureReason reason) {
    return Verdict.refused(reason);
  }

  /** The verdict on other steps in the same period, proven as well as Ben can. */
  private Verdict verdict(TransactionProof first, List<Line> lines, TransactionProof last) {
    return shop.verdict(shop.proven(second.heading(), first, lines, last, shop.ben));
  }

  private static Line line(TransactionProof proof, String received, String paid) {
    return new Line(proof, Amount.parse(received), Amount.parse(paid), Amount.ZERO);
  }

  @Test
  void anAuditorVerifiesTheFileWithTheGenesisAlone() {
    Disclosure read = Disclosure.read(shop.suite, second.write(shop.suite)).orThrow();
    assertThat(read).isEqualTo(second);
    assertThat(shop.verdict(read)).isEqualTo(Verdict.accepted());
    assertThat(read.fields(shop.suite))
        .containsEntry("received", "5.00")
        .containsEntry("paid", "2.00")
        .containsEntry("returned", "0.00")
        .containsEntry("steps", "4")
        .hasEntrySatisfying("step 1", step -> assertThat(step).endsWith(" step, received 5.00"))
        .hasEntrySatisfying(
            "step 2", step -> assertThat(step).contains("made private: 4.00 from 0x"))
        .hasEntrySatisfying("step 3", step -> assertThat(step).endsWith(" step, paid 2.00"))
        .hasEntrySatisfying(
            "step 4", step -> assertThat(step).contains("made ordinary: 1.00 to 0x"));
  }

  @Test
  void holdsOfEveryPeriod() throws IOException {
    for (long[] period :
        new long[][] {{0, SECOND}, {FIRST, SECOND}, {0, THIRD}, {FIRST, FIRST + 50}}) {
      Disclosure disclosure = shop.disclose(shop.ben, wanted(period[0], period[1])).orThrow();
      assertThat(shop.verdict(disclosure)).isEqualTo(Verdict.accepted());
    }
    Disclosure all =
        shop.ben
            .restored()
            .disclosures()
            .disclose(wanted(0, THIRD + 150), shop.town.now())
            .orThrow();
    assertThat(shop.verdict(all)).isEqualTo(Verdict.accepted());
    assertThat(all.lines()).hasSize(7);
  }

  @Test
  @Property("P15")
  void refusesAMonthWithoutOneOfItsSteps() {
    for (int at = 0; at < second.lines().size(); at++) {
      List<Line> lines = new ArrayList<>(second.lines());
      lines.remove(at);
      assertThat(verdict(second.first(), lines, second.last()))
          .as("without step %d", at)
          .isEqualTo(refused(DisclosureReason.NOT_PROVEN));
      Disclosure cut =
          new Disclosure(second.heading(), second.first(), lines, second.last(), second.proof());
      assertThat(shop.verdict(cut)).isEqualTo(refused(DisclosureReason.NOT_PROVEN));
    }
  }

  @Test
  @Property("P15")
  void refusesAMonthWithOneStepMore() throws IOException {
    List<Line> lines = new ArrayList<>(second.lines());
    lines.add(2, line(shop.step(shop.ana, 3), "0.00", "5.00"));
    assertThat(verdict(second.first(), lines, second.last()))
        .isEqualTo(refused(DisclosureReason.NOT_PROVEN));
    List<Line> twice = new ArrayList<>(second.lines());
    twice.add(1, second.lines().get(0));
    assertThat(verdict(second.first(), twice, second.last()))
        .isEqualTo(refused(DisclosureReason.NOT_PROVEN));
    List<Line> before = new ArrayList<>(second.lines());
    before.addFirst(line(shop.step(shop.ben, 1), "3.00", "0.00"));
    assertThat(verdict(shop.step(shop.ben, 0), before, second.last()))
        .isEqualTo(refused(DisclosureReason.OUTSIDE_PERIOD));
  }

  @Test
  @Property("P15")
  void refusesAWrongBeginningAndAWrongEnd() throws IOException {
    List<Line> tail = second.lines().subList(1, 4);
    assertThat(verdict(second.lines().get(0).proof(), tail, second.last()))
        .isEqualTo(refused(DisclosureReason.BEGINS_WRONG));
    List<Line> head = second.lines().subList(0, 3);
    assertThat(verdict(second.first(), head, second.lines().get(3).proof()))
        .isEqualTo(refused(DisclosureReason.ENDS_WRONG));
    assertThat(verdict(second.first(), head, second.last()))
        .isEqualTo(refused(DisclosureReason.NOT_PROVEN));
    assertThat(verdict(shop.step(shop.ben, 0), second.lines(), second.last()))
        .isEqualTo(refused(DisclosureReason.NOT_PROVEN));
    assertThat(verdict(shop.enrolment(shop.ben), second.lines(), second.last()))
        .isEqualTo(refused(DisclosureReason.NOT_PROVEN));
    assertThat(verdict(shop.enrolment(shop.ana), second.lines(), second.last()))
        .isEqualTo(refused(DisclosureReason.NO_STEP));
  }

  @Test
  void refusesTheStepsOfSomebodyElse() throws IOException {
    Disclosure ana = shop.disclose(shop.ana, wanted(SECOND, THIRD)).orThrow();
    assertThat(shop.verdict(ana)).isEqualTo(Verdict.accepted());
    assertThat(verdict(ana.first(), ana.lines(), ana.last()))
        .isEqualTo(refused(DisclosureReason.NOT_PROVEN));
    Heading stolen =
        new Heading(shop.ana.wallet().paymentAddress(), second.heading().period(), OFFICE);
    assertThat(
            shop.verdict(
                shop.proven(stolen, second.first(), second.lines(), second.last(), shop.ana)))
        .isEqualTo(refused(DisclosureReason.NOT_PROVEN));
  }

  @Test
  @Property("P15")
  void refusesOtherAmounts() {
    List<Line> genuine = second.lines();
    for (int at = 0; at < genuine.size(); at++) {
      TransactionProof proof = genuine.get(at).proof();
      for (Line other : List.of(line(proof, "4.99", "0.00"), line(proof, "0.00", "1.99"))) {
        List<Line> lines = new ArrayList<>(genuine);
        lines.set(at, other);
        assertThat(verdict(second.first(), lines, second.last()))
            .isEqualTo(refused(DisclosureReason.NOT_PROVEN));
      }
    }
    assertThat(verdict(second.first(), genuine, second.last())).isEqualTo(Verdict.accepted());
  }

  @Test
  void isForOneVerifierAndOnePeriod() {
    assertThat(new DisclosureVerifier(shop.ledger, "Bank").verify(second))
        .isEqualTo(refused(DisclosureReason.OTHER_RECIPIENT));
    Heading renamed = new Heading(second.heading().holder(), second.heading().period(), "Bank");
    assertThat(new DisclosureVerifier(shop.ledger, "Bank").verify(under(renamed)))
        .isEqualTo(refused(DisclosureReason.NOT_PROVEN));
    Heading longer = new Heading(second.heading().holder(), new Period(SECOND - 1, THIRD), OFFICE);
    assertThat(shop.verdict(under(longer))).isEqualTo(refused(DisclosureReason.NOT_PROVEN));
  }

  private Disclosure under(Heading heading) {
    return new Disclosure(heading, second.first(), second.lines(), second.last(), second.proof());
  }

  @Test
  void refusesWhatTheOperatorsDidNotCertify() {
    List<Line> lines = new ArrayList<>(second.lines());
    Line forged = lines.get(1);
    lines.set(
        1,
        new Line(
            Notary.forged(forged.proof()), forged.received(), forged.paid(), forged.returned()));
    assertThat(verdict(second.first(), lines, second.last()))
        .isEqualTo(refused(DisclosureReason.NOT_CERTIFIED));
  }

  @Test
  void refusesAFileThatSaysSomethingElse() {
    String file = second.write(shop.suite);
    assertThat(Shop.reason(Disclosure.read(shop.suite, file.replace("paid 2.00", "paid 1.00"))))
        .isEqualTo(DisclosureReason.WORDS_DIFFER);
    assertThat(Shop.reason(IncomeStatement.read(shop.suite, file)))
        .isEqualTo(DisclosureReason.UNREADABLE);
  }

  @Test
  void refusesEveryByteThatWasChanged() {
    byte[] bytes = second.encode().toByteArray();
    for (int at = 0; at < bytes.length; at += BYTES_APART) {
      byte[] changed = bytes.clone();
      changed[at] ^= 1;
      assertThat(isBelieved(ByteString.copyOf(changed))).as("byte %d", at).isFalse();
    }
    assertThat(isBelieved(second.encode())).isTrue();
    assertThat(isBelieved(ByteString.concat(second.encode(), ByteString.utf8("x")))).isFalse();
  }

  private boolean isBelieved(ByteString bytes) {
    try {
      return shop.verdict(Disclosure.decode(shop.suite, bytes)).isAccepted();
    } catch (MalformedInput refused) {
      return false;
    }
  }

  @Test
  void keepsTheBalanceOfBeforeSecret() throws IOException {
    // Two months of one line: neither file shows what was there before.
    Disclosure first = shop.disclose(shop.ben, wanted(FIRST, SECOND)).orThrow();
    assertThat(first.fields(shop.suite)).doesNotContainKeys("balance", "opening");
    assertThat(first.lines()).hasSize(2);
    assertThat(first.last().transaction())
        .isEqualTo(second.lines().getFirst().proof().transaction());
  }

  /** 34.10: no key stands in it, and nothing of what was held and had come in before. */
  @Test
  @Property("P17")
  void showsNoKeyAndNothingOfBefore() {
    String file = text(second.encode());
    assertThat(file)
        .doesNotContain(text(shop.keys(shop.ben).k().toByteString()))
        .doesNotContain(text(shop.keys(shop.ana).pid().toByteString()))
        .as("balance and income before the period")
        .doesNotContain(amount("15.50"))
        .as("balance after it")
        .doesNotContain(amount("21.50"))
        .as("income after it")
        .doesNotContain(amount("20.50"))
        .as("the search finds what is shown")
        .contains(amount("5.00"), amount("2.00"), amount("4.00"));
  }

  private static String amount(String decimal) {
    return text(Scalar.of(Amount.parse(decimal).minor()).toByteString().slice(24, 32));
  }

  private static String text(ByteString bytes) {
    return new String(bytes.toByteArray(), StandardCharsets.ISO_8859_1);
  }
}
