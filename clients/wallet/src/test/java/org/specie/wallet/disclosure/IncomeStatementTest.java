package org.specie.wallet.disclosure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.specie.wallet.disclosure.Shop.FIRST;
import static org.specie.wallet.disclosure.Shop.OFFICE;
import static org.specie.wallet.disclosure.Shop.SECOND;
import static org.specie.wallet.disclosure.Shop.THIRD;
import static org.specie.wallet.disclosure.Shop.wanted;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.ledger.api.chain.TransactionProof;
import org.specie.quality.requirements.Property;
import org.specie.quality.requirements.Requirement;
import org.specie.wallet.Answer;
import org.specie.wallet.Progress;
import org.specie.wallet.Town.Person;
import org.specie.wallet.WalletReason;
import org.specie.wallet.disclosure.IncomeStatement.Ends;
import org.specie.wallet.history.EntryKind;
import org.specie.wallet.receipt.Altered;
import org.specie.wallet.receipt.Notary;
import org.specie.wallet.statement.Period;

/** A shop shows the tax office what came in, and a shop that hides something does not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Requirement({"D29", "D38", "R154"})
final class IncomeStatementTest {
  private static final int BYTES_APART = 331;

  /** Ben's steps: 0 and 1 in the first month, 2 to 5 in the second, 6 in the third. */
  private static final int LAST_OF_SECOND = 5;

  private Shop shop;
  private IncomeStatement second;

  @BeforeAll
  void build() throws IOException, MalformedInput {
    shop = Shop.open(34);
    second = shop.income(shop.ben, wanted(SECOND, THIRD)).orThrow();
  }

  @AfterAll
  void close() throws IOException {
    shop.close();
  }

  private static Verdict refused(DisclosureReason reason) {
    return Verdict.refused(reason);
  }

  private Heading heading(long from, long until) {
    return new Heading(second.heading().holder(), new Period(from, until), OFFICE);
  }

  private IncomeStatement with(IncomeStatement from, Ends ends) {
    return new IncomeStatement(from.heading(), from.income(), ends, from.proof());
  }

  /** The same statement over other ends, proven as well as Ben can. */
  private Verdict verdict(Amount income, Ends ends) {
    return shop.verdict(shop.proven(second.heading(), income, ends, shop.ben));
  }

  @Test
  void anOfficeVerifiesTheFileWithTheGenesisAlone() {
    String file = second.write(shop.suite);
    IncomeStatement read = IncomeStatement.read(shop.suite, file).orThrow();
    assertThat(read).isEqualTo(second);
    assertThat(shop.verdict(read)).isEqualTo(Verdict.accepted());
    assertThat(read.fields(shop.suite))
        .containsEntry("income", "5.00")
        .containsEntry("for", OFFICE)
        .containsEntry("from", "1970-01-12T14:20:00Z")
        .containsEntry("holder", shop.ben.wallet().paymentAddressText());
  }

  @Test
  void comesToWhatCameInOfEveryPeriod() throws IOException {
    isIncome(0, SECOND, "15.50");
    isIncome(FIRST, SECOND, "15.50");
    isIncome(FIRST, THIRD, "20.50");
    isIncome(SECOND + 150, THIRD, "0.00");
    isIncome(FIRST + 500, FIRST + 600, "0.00");
  }

  private void isIncome(long from, long until, String amount) throws IOException {
    IncomeStatement statement = shop.income(shop.ben, wanted(from, until)).orThrow();
    assertThat(statement.income()).isEqualTo(Amount.parse(amount));
    assertThat(shop.verdict(statement)).isEqualTo(Verdict.accepted());
  }

  @Test
  @Property("P17")
  void showsNoPaymentAndNoSecret() {
    String bytes = new String(second.encode().toByteArray(), StandardCharsets.ISO_8859_1);
    for (ByteString secret :
        new ByteString[] {
          shop.keys(shop.ana).pid().toByteString(), shop.keys(shop.ben).k().toByteString()
        }) {
      assertThat(bytes)
          .doesNotContain(new String(secret.toByteArray(), StandardCharsets.ISO_8859_1));
    }
    // The steps of the period but the last one stand nowhere in it.
    assertThat(second.ends().all()).hasSize(4).doesNotHaveDuplicates();
  }

  @Test
  @Property("P15")
  void refusesLessThanCameIn() {
    for (String income : new String[] {"4.99", "0.00", "5.01"}) {
      Amount other = Amount.parse(income);
      assertThat(verdict(other, second.ends()))
          .as(income)
          .isEqualTo(refused(DisclosureReason.NOT_PROVEN));
      IncomeStatement changed =
          new IncomeStatement(second.heading(), other, second.ends(), second.proof());
      assertThat(shop.verdict(changed)).isEqualTo(refused(DisclosureReason.NOT_PROVEN));
    }
    assertThat(verdict(second.income(), second.ends())).isEqualTo(Verdict.accepted());
  }

  /** The payment is claimed in the period, and the statement stops short of it, or begins after. */
  @Test
  @Property("P15")
  void refusesAHiddenPayment() throws IOException {
    Ends ends = second.ends();
    TransactionProof sold = shop.step(shop.ben, 2);
    TransactionProof after = shop.step(shop.ben, 3);
    Optional<TransactionProof> consumer = Optional.of(sold);
    assertThat(verdict(Amount.ZERO, Shop.ends(ends.first(), consumer, ends.first(), sold)))
        .isEqualTo(refused(DisclosureReason.ENDS_WRONG));
    assertThat(
            verdict(
                Amount.ZERO, Shop.ends(sold, Optional.of(after), ends.last(), ends.lastConsumer())))
        .isEqualTo(refused(DisclosureReason.BEGINS_WRONG));
    // With a consumer of the right time that consumed something else.
    assertThat(
            verdict(
                Amount.ZERO, Shop.ends(ends.first(), consumer, ends.first(), ends.lastConsumer())))
        .isEqualTo(refused(DisclosureReason.NOT_PROVEN));
    assertThat(
            verdict(
                Amount.ZERO,
                Shop.ends(ends.first(), Optional.of(after), ends.last(), ends.lastConsumer())))
        .isEqualTo(refused(DisclosureReason.NOT_PROVEN));
    // A step as first maker that nothing is shown to consume.
    assertThat(
            verdict(
                Amount.ZERO, Shop.ends(sold, Optional.empty(), ends.last(), ends.lastConsumer())))
        .isEqualTo(refused(DisclosureReason.BEGINS_WRONG));
  }

  @Test
  void refusesAnotherPeriod() {
    for (long[] period :
        new long[][] {
          {SECOND + 1, THIRD}, {SECOND - 1, THIRD}, {SECOND, THIRD + 1}, {SECOND, THIRD - 1}
        }) {
      IncomeStatement moved =
          new IncomeStatement(
              heading(period[0], period[1]), second.income(), second.ends(), second.proof());
      assertThat(shop.verdict(moved)).isEqualTo(refused(DisclosureReason.NOT_PROVEN));
    }
    IncomeStatement early =
        shop.proven(heading(FIRST, THIRD), second.income(), second.ends(), shop.ben);
    assertThat(shop.verdict(early)).isEqualTo(refused(DisclosureReason.BEGINS_WRONG));
    IncomeStatement late =
        shop.proven(heading(SECOND, THIRD + 500), second.income(), second.ends(), shop.ben);
    assertThat(shop.verdict(late)).isEqualTo(refused(DisclosureReason.ENDS_WRONG));
  }

  @Test
  void isForOneVerifierAndOfOneHolder() {
    assertThat(new DisclosureVerifier(shop.ledger, "Tax office 8").verify(second))
        .isEqualTo(refused(DisclosureReason.OTHER_RECIPIENT));
    Heading renamed =
        new Heading(second.heading().holder(), second.heading().period(), "Tax office 8");
    assertThat(
            new DisclosureVerifier(shop.ledger, "Tax office 8")
                .verify(
                    new IncomeStatement(renamed, second.income(), second.ends(), second.proof())))
        .isEqualTo(refused(DisclosureReason.NOT_PROVEN));
    Heading stolen =
        new Heading(shop.ana.wallet().paymentAddress(), second.heading().period(), OFFICE);
    assertThat(
            shop.verdict(
                new IncomeStatement(stolen, second.income(), second.ends(), second.proof())))
        .isEqualTo(refused(DisclosureReason.NOT_PROVEN));
    assertThat(shop.verdict(shop.proven(stolen, second.income(), second.ends(), shop.ana)))
        .isEqualTo(refused(DisclosureReason.NOT_PROVEN));
  }

  /** Somebody else's quiet line in the place of one's own. */
  @Test
  @Property("P15")
  void refusesTheLineOfSomebodyElse() throws IOException {
    IncomeStatement ana = shop.income(shop.ana, wanted(SECOND, THIRD)).orThrow();
    assertThat(shop.verdict(ana)).isEqualTo(Verdict.accepted());
    assertThat(ana.income()).isEqualTo(Amount.ZERO);
    assertThat(verdict(Amount.ZERO, ana.ends())).isEqualTo(refused(DisclosureReason.NOT_PROVEN));
    Ends own = second.ends();
    assertThat(
            verdict(
                Amount.ZERO,
                Shop.ends(
                    shop.enrolment(shop.ana), own.firstConsumer(), own.last(), own.lastConsumer())))
        .isEqualTo(refused(DisclosureReason.NO_STEP));
  }

  @Test
  void refusesWhatTheOperatorsDidNotCertify() throws MalformedInput, IOException {
    Notary notary = new Notary(shop.ledger.genesis());
    Ends ends = second.ends();
    TransactionProof genuine = ends.lastConsumer();
    Map<TransactionProof, DisclosureReason> lies = new LinkedHashMap<>();
    lies.put(Notary.forged(genuine), DisclosureReason.NOT_CERTIFIED);
    lies.put(Altered.later(genuine), DisclosureReason.NOT_CERTIFIED);
    lies.put(Altered.result(genuine, 3001, ByteString.EMPTY), DisclosureReason.NOT_CERTIFIED);
    lies.put(
        notary.proof(genuine.transaction(), 0, genuine.receipt().result().event()),
        DisclosureReason.OTHER_LEDGER);
    lies.put(open(shop.ben), DisclosureReason.NO_STEP);
    lies.forEach(
        (lie, reason) ->
            assertThat(
                    shop.verdict(
                        with(
                            second,
                            Shop.ends(ends.first(), ends.firstConsumer(), ends.last(), lie))))
                .as("%s", reason)
                .isEqualTo(refused(reason)));
    // A ledger on which the last step was refused.
    TransactionProof refusedStep = notary.proof(genuine.transaction(), 3001, ByteString.EMPTY);
    assertThat(
            new DisclosureVerifier(notary.ledger(), OFFICE)
                .verify(
                    with(
                        second,
                        Shop.ends(refusedStep, Optional.empty(), refusedStep, refusedStep))))
        .isEqualTo(refused(DisclosureReason.NOT_APPLIED));
  }

  /** A transaction of ordinary money. */
  private TransactionProof open(Person person) throws IOException {
    var entry =
        person.wallet().history().stream()
            .filter(each -> each.kind() == EntryKind.ISSUED_ORDINARILY)
            .findFirst()
            .orElseThrow();
    return person.wallet().network().prove(entry.transactionId(), OwnLine.height(entry));
  }

  @Test
  void refusesAFileThatSaysSomethingElse() {
    String file = second.write(shop.suite);
    assertThat(Shop.reason(IncomeStatement.read(shop.suite, file.replace("\"5.00\"", "\"4.00\""))))
        .isEqualTo(DisclosureReason.WORDS_DIFFER);
    for (String other :
        new String[] {
          "", "{}", file.substring(1), file.replace("specie-income", "specie-receipt")
        }) {
      assertThat(Shop.reason(IncomeStatement.read(shop.suite, other)))
          .isEqualTo(DisclosureReason.UNREADABLE);
    }
    assertThat(Shop.reason(Disclosure.read(shop.suite, file)))
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
    assertThat(isBelieved(second.encode().slice(0, bytes.length - 1))).isFalse();
    assertThat(isBelieved(ByteString.concat(second.encode(), ByteString.utf8("x")))).isFalse();
  }

  private boolean isBelieved(ByteString bytes) {
    try {
      return shop.verdict(IncomeStatement.decode(shop.suite, bytes)).isAccepted();
    } catch (MalformedInput refused) {
      return false;
    }
  }

  @Test
  void aRestoredWalletMakesTheSame() throws IOException {
    IncomeStatement restored =
        shop.ben.restored().disclosures().income(wanted(SECOND, THIRD), shop.town.now()).orThrow();
    assertThat(restored.income()).isEqualTo(second.income());
    assertThat(restored.ends()).isEqualTo(second.ends());
    assertThat(shop.verdict(restored)).isEqualTo(Verdict.accepted());
    assertThat(second.ends().last().transaction().id())
        .isEqualTo(shop.step(shop.ben, LAST_OF_SECOND).transaction().id());
  }

  @Test
  void refusesAPeriodThatIsNotOver() throws IOException {
    assertThat(Shop.reason(shop.income(shop.ben, wanted(THIRD, shop.town.now() + 1))))
        .isEqualTo(DisclosureReason.NOT_OVER);
    assertThat(Shop.reason(shop.income(shop.ben, wanted(THIRD, THIRD))))
        .isEqualTo(DisclosureReason.NOT_OVER);
    assertThat(Shop.reason(shop.income(shop.town.person(), wanted(FIRST, SECOND))))
        .isEqualTo(WalletReason.NOT_ENROLLED);
    assertThat(Shop.reason(shop.income(shop.ben, wanted(0, 1_000))))
        .isEqualTo(WalletReason.NOT_ENROLLED);
  }

  /** Coins that wait are no income before they are claimed, and nobody can spend them before. */
  @Test
  void closesAPeriodAfterWhichNothingWasDone() throws IOException {
    Person eva = shop.town.person("eva", "1.00");
    shop.town.pass(10);
    long opened = shop.town.now();
    shop.town.issuePrivately(eva, "7.00");
    eva.wallet().sync(Progress.none()).orThrow();
    shop.town.pass(10);
    IncomeStatement nothing = shop.income(eva, Shop.fromThen(0)).orThrow();
    assertThat(nothing.income()).isEqualTo(Amount.ZERO);
    assertThat(shop.verdict(nothing)).isEqualTo(Verdict.accepted());
    eva.wallet().claim().orThrow();
    shop.town.pass(10);
    IncomeStatement all = shop.income(eva, Shop.fromThen(opened)).orThrow();
    assertThat(all.income()).isEqualTo(Amount.parse("7.00"));
    assertThat(shop.verdict(all)).isEqualTo(Verdict.accepted());
    assertThat(OwnLine.of(eva.wallet().history()).orElseThrow().steps()).hasSize(3);
    Answer<IncomeStatement> again =
        shop.income(eva, wanted(opened, all.heading().period().untilSeconds()));
    assertThat(again.orThrow().ends()).isEqualTo(all.ends());
    // Within the same second nothing can be closed.
    assertThat(Shop.reason(shop.income(eva, Shop.fromThen(opened))))
        .isEqualTo(DisclosureReason.NOT_OVER);
  }
}
