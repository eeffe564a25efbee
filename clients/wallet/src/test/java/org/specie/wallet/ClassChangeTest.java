package org.specie.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.specie.cash.protocol.PrivateReason;
import org.specie.kernel.core.Amount;
import org.specie.quality.requirements.Requirement;
import org.specie.wallet.Town.Person;
import org.specie.wallet.history.EntryKind;
import org.specie.wallet.history.EntryState;

/** Going to another wallet class. docs/spec/13-refunds-and-classes.md, 13.1 to 13.8. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Requirement("D9")
final class ClassChangeTest {
  private static final int BUSINESS = 1;

  private Town town;

  @BeforeAll
  void build() throws IOException {
    town = new Town(79);
  }

  @AfterAll
  void close() throws IOException {
    town.close();
  }

  @Test
  void getsTheNewBudgetInTheNextEpochAndRestoresFromWords() throws IOException {
    Person ana = town.person("ana", "100.00");
    ana.wallet().load(Amount.parse("80.00")).orThrow();
    ana.wallet().payPrivately(ana.wallet().paymentAddress(), Amount.parse("30.00"), "").orThrow();
    ana.wallet().changeClass(town.classRegistrars(1), BUSINESS).orThrow();
    assertThat(ana.wallet().balance().budgetLeft()).isEqualTo(Amount.parse("70.00"));
    assertThat(ana.wallet().history().getLast().kind()).isEqualTo(EntryKind.CLASS_CHANGED);
    assertThat(Town.substance(ana.restored().holdings()))
        .isEqualTo(Town.substance(ana.wallet().holdings()));
    town.nextEpoch();
    assertThat(ana.wallet().balance().budgetLeft()).isEqualTo(Amount.parse("50000.00"));
    ana.wallet().idle().orThrow();
    assertThat(Town.substance(ana.restored().holdings()))
        .isEqualTo(Town.substance(ana.wallet().holdings()));
  }

  @Test
  void refusesBeforeAnythingLeaves() throws IOException {
    Person ben = town.person("ben", "10.00");
    Person cleo = town.person("cleo", "10.00");
    assertThat(town.person().wallet().changeClass(town.classRegistrars(1), BUSINESS))
        .isEqualTo(Answer.refused(WalletReason.NOT_ENROLLED));
    assertThat(ben.wallet().changeClass(town.classRegistrars(1), 7))
        .isEqualTo(Answer.refused(WalletReason.CLASS_UNKNOWN, "7"));
    ClassRegistrars forCleo =
        (_, classId, validUntil) ->
            town.classRegistrars(1)
                .order(cleo.wallet().paymentAddress().publicSpendKey(), classId, validUntil);
    assertThat(ben.wallet().changeClass(forCleo, BUSINESS))
        .isEqualTo(Answer.refused(WalletReason.ORDER_FOREIGN));
    ClassRegistrars elsewhere =
        (key, _, validUntil) -> town.classRegistrars(1).order(key, 0, validUntil);
    assertThat(ben.wallet().changeClass(elsewhere, BUSINESS))
        .isEqualTo(Answer.refused(WalletReason.ORDER_FOREIGN));
    assertThat(ben.wallet().holdings().pending()).isEmpty();
  }

  /** What the ledger refuses leaves the wallet as it was. */
  @Test
  void goesOnAfterAnOrderOfTheWrongNumber() throws IOException {
    Person dan = town.person("dan", "10.00");
    Answer<?> refused = dan.wallet().changeClass(town.classRegistrars(2), BUSINESS);
    assertThat(refused).isEqualTo(Answer.refused(PrivateReason.CLASS_NUMBER));
    assertThat(dan.wallet().history().getLast().state()).isInstanceOf(EntryState.Refused.class);
    dan.wallet().changeClass(town.classRegistrars(1), BUSINESS).orThrow();
    assertThat(dan.wallet().holdings().state().orElseThrow().classId()).isEqualTo(BUSINESS);
  }
}
