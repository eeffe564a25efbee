package org.specie.cash.application.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.specie.cash.application.Bank;
import org.specie.cash.application.Customer;
import org.specie.cash.application.policy.ProviderName;
import org.specie.cash.application.state.Pool;
import org.specie.cash.application.state.Supply;
import org.specie.cash.application.transaction.Act;
import org.specie.cash.application.transaction.AppliedEvent;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.application.transaction.LoadFloat;
import org.specie.cash.application.transaction.RedeemFloat;
import org.specie.cash.protocol.transaction.Kind;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.quality.requirements.Property;
import org.specie.quality.requirements.Requirement;

/** Books say no to whatever an execution gone wrong might have applied. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PublicBooksTest {
  private static final AppliedEvent ACTED = new AppliedEvent.Acted();

  private Bank bank;
  private Customer ana;
  private Customer ben;
  private CashTransaction unload;
  private PublicBooks books;

  @BeforeAll
  void openTheBank() throws IOException {
    bank = new Bank(91);
    ana = bank.load(bank.open("ana", "10.00"), "10.00");
    ben = bank.stranger("ben");
    unload = CashTransaction.of(bank.prove(ana, bank.move(Kind.UNLOAD, ana, "4.00")).transaction());
  }

  @BeforeEach
  void openTheBooks() {
    books = new PublicBooks(bank.ledger);
  }

  private CashTransaction issue(String amount) {
    return bank.act(new Act.IssueOrdinary(ana.address(), Amount.parse(amount)));
  }

  private static AppliedEvent consumed(int... names) {
    return new AppliedEvent.Consumed(
        1, IntStream.of(names).mapToObj(PublicBooksTest::nullifier).toList());
  }

  private static ByteString nullifier(int name) {
    byte[] bytes = new byte[48];
    bytes[0] = (byte) name;
    return ByteString.copyOf(bytes);
  }

  @Test
  @Requirement("D2")
  void knowEachRecordOnce() {
    CashTransaction act = issue("5.00");
    assertThat(books.enter(act, ACTED)).isTrue();
    assertThat(books.enter(act, ACTED)).isFalse();
  }

  @Test
  @Requirement("U10")
  void overdrawNoAccountAndBelieveNoEventAboutThePayer() throws IOException {
    CashTransaction transfer = bank.transfer(ana, ben.address(), "5.00");
    AppliedEvent fromAna = new AppliedEvent.Transferred(ana.address());
    assertThat(new PublicBooks(bank.ledger).enter(transfer, fromAna)).isFalse();
    assertThat(books.enter(issue("5.00"), ACTED)).isTrue();
    assertThat(books.enter(transfer, new AppliedEvent.Transferred(ben.address()))).isFalse();
    assertThat(books.enter(transfer, ACTED)).isFalse();
    assertThat(books.enter(transfer, fromAna)).isTrue();
    assertThat(books.balance(ben.address())).isEqualTo(500);
  }

  @Test
  @Requirement({"D1", "U10"})
  void knowEachNullifierOnce() {
    assertThat(books.enter(issuePrivate("9.00"), ACTED)).isTrue();
    assertThat(books.enter(unload, consumed(1, 2))).isTrue();
    assertThat(books.enter(unload, consumed(3, 2))).isFalse();
    assertThat(new PublicBooks(bank.ledger).enter(unload, consumed(4, 4))).isFalse();
  }

  private CashTransaction issuePrivate(String amount) {
    return bank.act(new Act.IssuePrivate(ana.keys().publicSpendKey(), Amount.parse(amount)));
  }

  @Test
  @Requirement("U10")
  @Property("P2")
  void letNoMoreOutOfThePoolThanEntered() {
    assertThat(books.enter(issuePrivate("3.99"), ACTED)).isTrue();
    assertThat(books.enter(unload, consumed(1, 2))).isFalse();
  }

  @Test
  @Requirement({"D36", "U10"})
  @Property("P6")
  void knowEachIdentityAndEachKeyOnce() {
    AppliedEvent enrolled = new AppliedEvent.Enrolled(1, Amount.parse("1.00"));
    assertThat(books.enter(enrolment("carl", "carl"), enrolled)).isTrue();
    assertThat(books.enter(enrolment("dora", "carl"), enrolled)).isFalse();
    assertThat(books.enter(enrolment("carl", "dora"), enrolled)).isFalse();
    assertThat(books.enter(enrolment("eve", "eve"), consumed())).isFalse();
  }

  private CashTransaction enrolment(String who, String identity) {
    return CashTransaction.of(
        bank.enrolment(Customer.keys(bank.ledger.suite(), who), identity, 0, 0, 1).enrolment());
  }

  @Test
  @Requirement("D2")
  void agreeWithNoOtherSupply() {
    books.enter(issue("5.00"), ACTED);
    Amount five = Amount.parse("5.00");
    assertThat(books.agreeWith(new Supply(500, 0, five, Amount.ZERO), Pool.EMPTY)).isTrue();
    assertThat(books.agreeWith(new Supply(501, 0, five, Amount.ZERO), Pool.EMPTY)).isFalse();
    assertThat(books.agreeWith(new Supply(500, 1, five, Amount.ZERO), Pool.EMPTY)).isFalse();
    assertThat(books.agreeWith(new Supply(500, 0, Amount.parse("4.99"), Amount.ZERO), Pool.EMPTY))
        .isFalse();
    assertThat(books.agreeWith(new Supply(500, 0, five, Amount.ZERO), new Pool(1, 0))).isFalse();
  }

  private static final Hash32 ISSUER = Hash32.sha256(ByteString.utf8("root"));
  private static final Hash32 ONCE = Hash32.sha256(ByteString.utf8("once"));

  private CashTransaction nameFloat(String limit) {
    return bank.act(
        new Act.NameFloat(ISSUER, bank.ledger.firstPolicy().committee(), Amount.parse(limit)));
  }

  private CashTransaction loadFloat(Hash32 reference, String amount) {
    return CashTransaction.of(
        new LoadFloat.Body(0, ISSUER, reference, Amount.parse(amount), 9)
            .sign(bank.ledger.ledgerId(), ana.account()));
  }

  private CashTransaction redeemFloat(Hash32 reference, String amount) {
    return CashTransaction.of(
        new RedeemFloat.Statement(ISSUER, reference, ben.address(), Amount.parse(amount), 9)
            .with(List.of()));
  }

  @Test
  @Requirement("D2")
  void letEachReferenceAcrossTheBorderOnce() {
    AppliedEvent fromAna = new AppliedEvent.Transferred(ana.address());
    books.enter(issue("9.00"), ACTED);
    assertThat(new PublicBooks(bank.ledger).enter(nameFloat("9.00"), fromAna)).isFalse();
    assertThat(books.enter(nameFloat("9.00"), ACTED)).isTrue();
    CashTransaction load = loadFloat(ONCE, "4.00");
    assertThat(books.enter(load, ACTED)).isFalse();
    assertThat(books.enter(load, new AppliedEvent.Transferred(ben.address()))).isFalse();
    assertThat(books.enter(load, fromAna)).isTrue();
    assertThat(books.enter(redeemFloat(ONCE, "1.00"), fromAna)).isFalse();
    assertThat(books.enter(redeemFloat(ONCE, "1.00"), ACTED)).isTrue();
    assertThat(books.balance(ben.address())).isEqualTo(100);
    Supply supply = new Supply(900, 0, Amount.parse("6.00"), Amount.parse("3.00"));
    assertThat(books.agreeWith(supply, Pool.EMPTY)).isTrue();
    assertThat(
            books.agreeWith(
                new Supply(900, 0, Amount.parse("6.00"), Amount.parse("2.99")), Pool.EMPTY))
        .isFalse();
    assertThat(books.enter(loadFloat(ONCE, "1.00"), fromAna)).isFalse();
    assertThat(books.enter(redeemFloat(ONCE, "1.00"), ACTED)).isFalse();
  }

  @Test
  void letNoProviderComeBackThatWasStruckOff() {
    ProviderName north = new ProviderName("north");
    List<Ed25519PublicKey> keys = bank.ledger.firstPolicy().committee().keys();
    CashTransaction one = bank.act(new Act.ListProvider(north, keys.get(0)));
    CashTransaction again = bank.act(new Act.ListProvider(north, keys.get(0)));
    CashTransaction two = bank.act(new Act.ListProvider(north, keys.get(1)));
    assertThat(new PublicBooks(bank.ledger).enter(strikeOff(north), ACTED)).isFalse();
    assertThat(books.enter(one, ACTED)).isTrue();
    assertThat(books.enter(two, ACTED)).isTrue();
    assertThat(books.enter(strikeOff(north), ACTED)).isTrue();
    assertThat(books.enter(strikeOff(north), ACTED)).isFalse();
    assertThat(books.enter(bank.act(new Act.ListProvider(north, keys.get(2))), ACTED)).isFalse();
    PublicBooks twice = new PublicBooks(bank.ledger);
    assertThat(twice.enter(one, ACTED)).isTrue();
    assertThat(twice.enter(again, ACTED)).isFalse();
  }

  private CashTransaction strikeOff(ProviderName name) {
    return bank.act(new Act.StrikeOffProvider(name));
  }

  @Test
  @Requirement("D2")
  void letNoFloatBeAboveItsLimitOrBelowZero() {
    AppliedEvent fromAna = new AppliedEvent.Transferred(ana.address());
    books.enter(issue("9.00"), ACTED);
    books.enter(nameFloat("3.99"), ACTED);
    PublicBooks unnamed = new PublicBooks(bank.ledger);
    unnamed.enter(issue("9.00"), ACTED);
    assertThat(unnamed.enter(loadFloat(ONCE, "4.00"), fromAna)).isFalse();
    assertThat(books.enter(loadFloat(ONCE, "4.00"), fromAna)).isFalse();
    PublicBooks empty = new PublicBooks(bank.ledger);
    empty.enter(nameFloat("3.99"), ACTED);
    assertThat(empty.enter(redeemFloat(ONCE, "0.01"), ACTED)).isFalse();
  }
}
