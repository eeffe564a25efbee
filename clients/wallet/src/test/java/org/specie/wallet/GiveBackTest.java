package org.specie.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.specie.cash.application.state.Entry.Phase;
import org.specie.cash.protocol.PrivateReason;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Reason;
import org.specie.quality.requirements.Property;
import org.specie.quality.requirements.Requirement;
import org.specie.wallet.Town.Person;
import org.specie.wallet.history.EntryKind;
import org.specie.wallet.holding.HeldEntry;
import org.specie.wallet.holding.HeldEntry.Role;
import org.specie.wallet.statement.MoneyForm;
import org.specie.wallet.statement.Period;
import org.specie.wallet.statement.Statement;

/**
 * A shop gives money of an accepted entry back, free of its budget, to a customer it does not know.
 * docs/spec/13-refunds-and-classes.md, 13.9 to 13.20.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Requirement("U7")
final class GiveBackTest {
  private static final Period EVER = new Period(0, 1L << 32);

  private Town town;
  private int people;

  @BeforeAll
  void build() throws IOException {
    town = new Town(76);
    town.offerTiers(3_600, 7_200, true);
  }

  @AfterAll
  void close() throws IOException {
    town.close();
  }

  private Person rich() throws IOException {
    Person person = town.person("giver " + people++, "100.00");
    person.wallet().load(Amount.parse("90.00")).orThrow();
    return person;
  }

  private static HeldEntry only(Person person, Role role) {
    return person.wallet().entries().stream()
        .filter(each -> each.role() == role)
        .reduce(
            (_, _) -> {
              throw new AssertionError("one entry on this side");
            })
        .orElseThrow();
  }

  private static void sync(Person... people) throws IOException {
    for (Person person : people) {
      person.wallet().sync(Progress.none()).orThrow();
    }
  }

  private static void restoresTheSame(Person... people) throws IOException {
    for (Person person : people) {
      sync(person);
      assertThat(Town.substance(person.restored().holdings()))
          .isEqualTo(Town.substance(person.wallet().holdings()));
      assertThat(Town.substance(person.reopen().holdings()))
          .isEqualTo(Town.substance(person.wallet().holdings()));
    }
  }

  private static void hasBooks(Person person) throws IOException {
    sync(person);
    Balance now = person.wallet().balance();
    for (Statement each : Statement.of(person.wallet().history(), now, EVER).orThrow()) {
      Amount there = each.form() == MoneyForm.PRIVATE ? now.privately() : now.ordinary();
      assertThat(each.closingMinor()).isEqualTo(there.minor());
    }
  }

  private static Reason reason(Answer<?> answer) {
    return ((Answer.Refused<?>) answer).refusal().reason();
  }

  /** Ana pays 30.00 into an entry, and the shop accepts it. */
  private Hash32 sell(Person ana, Person shop) throws IOException {
    ana.wallet()
        .payReturnably(shop.wallet().paymentAddress(), Amount.parse("30.00"), "a cup")
        .orThrow();
    sync(shop);
    Hash32 name = only(shop, Role.PROMISED).name();
    shop.wallet().accept(name, town.now()).orThrow();
    sync(ana);
    return name;
  }

  @Test
  @Property("P18")
  void aPartGoesBackToWhoPaidAndEverybodyRestoresIt() throws IOException {
    Person ana = rich();
    Person shop = rich();
    Person other = rich();
    Hash32 name = sell(ana, shop);
    restoresTheSame(ana, shop);
    shop.wallet().giveBack(name, Amount.parse("12.50"), "broken").orThrow();
    assertThat(shop.wallet().balance().privately()).isEqualTo(Amount.parse("107.50"));
    assertThat(shop.wallet().balance().budgetLeft()).isEqualTo(Amount.parse("100.00"));
    assertThat(shop.wallet().history().getLast().kind()).isEqualTo(EntryKind.GIVEN_BACK);
    restoresTheSame(ana, shop, other);
    assertThat(other.wallet().entries()).isEmpty();
    HeldEntry back = only(ana, Role.PAID);
    assertThat(back.phaseAt(town.now())).isEqualTo(Phase.REFUNDED);
    assertThat(back.amount()).isEqualTo(Amount.parse("12.50"));
    assertThat(ana.wallet().holdings().waiting()).isEqualTo(Amount.parse("12.50"));
    assertThat(ana.wallet().history().getLast().kind()).isEqualTo(EntryKind.REFUNDED);
    assertThat(ana.wallet().history().getLast().note()).isEqualTo("broken");
    ana.wallet().takeBack(name, town.now()).orThrow();
    assertThat(ana.wallet().balance().privately()).isEqualTo(Amount.parse("72.50"));
    assertThat(ana.wallet().balance().budgetLeft()).isEqualTo(Amount.parse("70.00"));
    restoresTheSame(ana, shop);
    assertThat(only(ana, Role.PAID).end().orElseThrow().from()).isEqualTo(Phase.REFUNDED);
    assertThat(only(shop, Role.PROMISED).end().orElseThrow().from()).isEqualTo(Phase.REFUNDED);
    assertThat(shop.wallet().history().stream().map(each -> each.kind()))
        .doesNotContain(EntryKind.WITHDRAWN);
    hasBooks(ana);
    hasBooks(shop);
  }

  /** 30.15: words alone ask the ledger for the entry by name, whose amount is another by then. */
  @Test
  void restoresWhatWasRefundedUnderAnOlderPolicy() throws IOException {
    Person ana = rich();
    Person shop = rich();
    Hash32 name = sell(ana, shop);
    shop.wallet().giveBack(name, Amount.parse("12.50"), "").orThrow();
    sync(ana, shop);
    town.offerTiers(1_800, 7_200, true);
    restoresTheSame(ana, shop);
    ana.wallet().takeBack(name, town.now()).orThrow();
    restoresTheSame(ana, shop);
  }

  @Test
  void refusesBeforeAnythingLeaves() throws IOException {
    Person ana = rich();
    Person shop = rich();
    Hash32 name = sell(ana, shop);
    assertThat(reason(shop.wallet().giveBack(name, Amount.parse("30.01"), "")))
        .isEqualTo(WalletReason.OVER_ENTRY);
    assertThat(reason(shop.wallet().giveBack(name, Amount.ZERO, "")))
        .isEqualTo(WalletReason.AMOUNT_ZERO);
    assertThat(reason(shop.wallet().giveBack(name, Amount.parse("1.00"), "x".repeat(41))))
        .isEqualTo(WalletReason.NOTE_TOO_LONG);
    assertThat(reason(shop.wallet().giveBack(Hash32.ZERO, Amount.parse("1.00"), "")))
        .isEqualTo(WalletReason.ENTRY_NOT_HELD);
    assertThat(reason(ana.wallet().giveBack(name, Amount.parse("1.00"), "")))
        .isEqualTo(WalletReason.ENTRY_NOT_HELD);
    shop.wallet().giveBack(name, Amount.parse("30.00"), "x".repeat(40)).orThrow();
    assertThat(reason(shop.wallet().giveBack(name, Amount.parse("1.00"), "")))
        .isEqualTo(PrivateReason.ENTRY_STATE);
    assertThat(reason(shop.wallet().takeBack(name, town.now())))
        .isEqualTo(WalletReason.ENTRY_NOT_HELD);
    assertThat(shop.wallet().holdings().pending()).isEmpty();
  }

  /** What is promised and not accepted is not given back. */
  @Test
  void refusesWhatIsNotAccepted() throws IOException {
    Person ana = rich();
    Person shop = rich();
    ana.wallet().payReturnably(shop.wallet().paymentAddress(), Amount.parse("30.00"), "").orThrow();
    sync(shop);
    Hash32 name = only(shop, Role.PROMISED).name();
    assertThat(reason(shop.wallet().giveBack(name, Amount.parse("1.00"), "")))
        .isEqualTo(PrivateReason.ENTRY_STATE);
  }
}
