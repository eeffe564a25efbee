package org.specie.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.protocol.transaction.Kind;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.quality.requirements.Property;
import org.specie.quality.requirements.Requirement;
import org.specie.wallet.Town.Person;
import org.specie.wallet.history.Entry;
import org.specie.wallet.history.EntryKind;

/** What a person does with a wallet, on a real ledger. docs/spec/30-wallet.md. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class WalletTest {
  private Town town;

  @BeforeAll
  void build() throws IOException {
    town = new Town(1);
  }

  @AfterAll
  void close() throws IOException {
    town.close();
  }

  private static Reason reason(Answer<?> answer) {
    assertThat(answer).isInstanceOf(Answer.Refused.class);
    return ((Answer.Refused<?>) answer).refusal().reason();
  }

  private static void holds(Person person, String ordinary, String privately, String budget)
      throws IOException {
    person.wallet().sync(Progress.none()).orThrow();
    Balance balance = person.wallet().balance();
    assertThat(List.of(balance.ordinary(), balance.privately(), balance.budgetLeft()))
        .containsExactly(Amount.parse(ordinary), Amount.parse(privately), Amount.parse(budget));
  }

  private static List<EntryKind> kinds(Person person) {
    return person.wallet().history().stream().map(Entry::kind).toList();
  }

  /** Somebody who sends small coins to a known payee must not be able to tell its next payment. */
  @Test
  @Property("P8")
  void paysInTheShapeOfEveryPaymentHoweverManyCoinsWait() throws IOException, MalformedInput {
    Person eve = town.person("Eve of the dust", "10.00");
    Person shop = town.person("a shop for Eve", "1.00");
    eve.wallet().load(Amount.parse("10.00")).orThrow();
    for (int i = 0; i < 17; i++) {
      town.issuePrivately(eve, "0.01");
    }
    eve.wallet().sync(Progress.none()).orThrow();
    assertThat(eve.wallet().holdings().coins()).hasSize(17);
    int before = eve.gateway().submitted().size();
    pay(eve, shop, "5.00", "");
    assertThat(eve.gateway().submitted()).hasSize(before + 1);
    assertThat(
            CashTransaction.decode(
                eve.wallet().network().suite(), eve.gateway().submitted().getLast()))
        .isInstanceOfSatisfying(
            CashTransaction.Private.class,
            paid ->
                assertThat(paid.transaction())
                    .isInstanceOfSatisfying(
                        StateTransaction.class,
                        step -> assertThat(step.kind()).isEqualTo(Kind.PAY)));
    assertThat(eve.wallet().claim().orThrow()).isPresent();
    assertThat(eve.wallet().holdings().coins()).isEmpty();
    assertThat(eve.wallet().holdings().privately()).isEqualTo(Amount.parse("5.17"));
  }

  @Test
  @Requirement({"D16", "D17", "D18", "D22"})
  void paysOpenlyConvertsPaysPrivatelyAndConvertsBack() throws IOException {
    Person ana = town.person("ana", "200.00");
    Person ben = town.person("ben", "10.00");
    ana.wallet().payOrdinary(ben.wallet().account(), Amount.parse("20.00")).orThrow();
    holds(ana, "180.00", "0.00", "100.00");
    holds(ben, "30.00", "0.00", "100.00");

    ana.wallet().load(Amount.parse("150.00")).orThrow();
    holds(ana, "30.00", "150.00", "100.00");

    pay(ana, ben, "60.00", "rent");
    pay(ana, ben, "27.50", "");
    holds(ana, "30.00", "62.50", "12.50");
    holds(ben, "30.00", "87.50", "100.00");
    assertThat(ben.wallet().balance().unclaimed()).isEqualTo(Amount.parse("87.50"));
    assertThat(ben.wallet().history().getLast().note()).isEmpty();
    assertThat(ben.wallet().history().get(ben.wallet().history().size() - 2).note())
        .isEqualTo("rent");

    pay(ana, ben, "12.50", "the last of the budget");
    holds(ana, "30.00", "50.00", "0.00");
    assertThat(reason(tryPay(ana, ben, "0.01"))).isEqualTo(WalletReason.OVER_BUDGET);
    ana.wallet().unload(Amount.parse("50.00")).orThrow();
    holds(ana, "80.00", "0.00", "0.00");

    holds(ben, "30.00", "100.00", "100.00");
    // One coin rides on the transaction, what it does not cover is claimed in bulk before.
    ben.wallet().unload(Amount.parse("100.00")).orThrow();
    holds(ben, "130.00", "0.00", "100.00");
    assertThat(kinds(ana))
        .containsExactly(
            EntryKind.ENROLLED,
            EntryKind.ISSUED_ORDINARILY,
            EntryKind.PAID_ORDINARILY,
            EntryKind.LINKED,
            EntryKind.LOADED,
            EntryKind.PAID_PRIVATELY,
            EntryKind.PAID_PRIVATELY,
            EntryKind.PAID_PRIVATELY,
            EntryKind.UNLOADED);

    town.nextEpoch();
    holds(ana, "80.00", "0.00", "100.00");
    ana.wallet().load(Amount.parse("10.00")).orThrow();
    pay(ana, ben, "10.00", "");
    holds(ana, "70.00", "0.00", "90.00");
    holds(ben, "130.00", "10.00", "100.00");
    assertThat(ben.wallet().claim().orThrow()).isPresent();
    assertThat(ben.wallet().claim().orThrow()).isEmpty();
    assertThat(ben.wallet().balance().unclaimed()).isEqualTo(Amount.ZERO);
    assertThat(Town.substance(ana.restored().holdings()))
        .isEqualTo(Town.substance(ana.wallet().holdings()));
    assertThat(Town.substance(ben.restored().holdings()))
        .isEqualTo(Town.substance(ben.wallet().holdings()));
  }

  private static Answer<Entry> tryPay(Person from, Person to, String amount) throws IOException {
    return from.wallet().payPrivately(to.wallet().paymentAddress(), Amount.parse(amount), "");
  }

  private static void pay(Person from, Person to, String amount, String note) throws IOException {
    from.wallet().payPrivately(to.wallet().paymentAddress(), Amount.parse(amount), note).orThrow();
  }

  @Test
  void refusesBeforeTheLedgerHasTo() throws IOException {
    Person eva = town.person("eva", "5.00");
    Person nobody = town.person();
    assertThat(reason(tryPay(nobody, eva, "1.00"))).isEqualTo(WalletReason.NOT_ENROLLED);
    assertThat(reason(nobody.wallet().load(Amount.parse("1.00"))))
        .isEqualTo(WalletReason.NOT_ENROLLED);
    assertThat(reason(nobody.enrol("id of eva", 0)).code()).isEqualTo(3551);
    assertThat(reason(nobody.enrol("id of somebody", 7))).isEqualTo(WalletReason.CLASS_UNKNOWN);
    assertThat(reason(eva.enrol("id of eva", 0))).isEqualTo(WalletReason.ALREADY_ENROLLED);
    assertThat(reason(tryPay(eva, nobody, "1.00"))).isEqualTo(WalletReason.PRIVATE_INSUFFICIENT);
    assertThat(reason(tryPay(eva, nobody, "60.01"))).isEqualTo(WalletReason.OVER_LIMIT);
    assertThat(reason(tryPay(eva, nobody, "100.01"))).isEqualTo(WalletReason.OVER_BUDGET);
    assertThat(reason(tryPay(eva, nobody, "0.00"))).isEqualTo(WalletReason.AMOUNT_ZERO);
    assertThat(reason(eva.wallet().load(Amount.parse("5.01"))))
        .isEqualTo(WalletReason.ORDINARY_INSUFFICIENT);
    assertThat(reason(eva.wallet().payOrdinary(nobody.wallet().account(), Amount.parse("5.01"))))
        .isEqualTo(WalletReason.ORDINARY_INSUFFICIENT);
    assertThat(reason(eva.wallet().unload(Amount.parse("0.01"))))
        .isEqualTo(WalletReason.PRIVATE_INSUFFICIENT);
    assertThat(
            reason(
                eva.wallet()
                    .payPrivately(
                        nobody.wallet().paymentAddress(), Amount.parse("1.00"), "x".repeat(72))))
        .isEqualTo(WalletReason.NOTE_TOO_LONG);
    assertThat(eva.gateway().submitted()).as("only the enrolment ever left").hasSize(1);
    assertThat(eva.wallet().history()).noneMatch(Entry::isPending);
  }

  @Test
  void foldsAndClaimsManyCoins() throws IOException {
    Person shop = town.person();
    shop.enrol("id of shop", 1).orThrow();
    for (int i = 0; i < 18; i++) {
      town.issuePrivately(shop, "2.00");
    }
    holds(shop, "0.00", "36.00", "50000.00");
    assertThat(shop.wallet().holdings().coins()).hasSize(18);
    shop.wallet().fold().orThrow();
    assertThat(shop.wallet().holdings().coins()).hasSize(3);
    holds(shop, "0.00", "36.00", "50000.00");
    shop.wallet().claim().orThrow();
    holds(shop, "0.00", "36.00", "50000.00");
    assertThat(shop.wallet().holdings().coins()).isEmpty();
    shop.wallet().idle().orThrow();
    assertThat(Town.substance(shop.restored().holdings()))
        .isEqualTo(Town.substance(shop.wallet().holdings()));
  }
}
