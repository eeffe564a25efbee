package org.specie.offline.purse.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.offline.purse.MemoryDevice;
import org.specie.offline.purse.Mint;
import org.specie.offline.purse.PurseReason;
import org.specie.offline.purse.Table;
import org.specie.offline.purse.machine.CashMachine.Stuck;
import org.specie.offline.purse.paying.Paying.PayResult;
import org.specie.offline.purse.receiving.Receiving.Asking;
import org.specie.offline.token.check.TokenReason;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.message.Message.Response;
import org.specie.quality.requirements.Requirement;

/** Spec: docs/spec/62-cash-machine.md. */
@Requirement("R53")
class CashMachineTest extends MachineScene {
  private static final int PLACES_MAX = 60;

  private static Response response(PayResult result) {
    assertThat(result).isInstanceOf(PayResult.Paid.class);
    return ((PayResult.Paid) result).response();
  }

  private static void assertRefused(Asking asking, Reason reason) {
    assertThat(asking).isEqualTo(new Asking.Refused(reason));
  }

  private static void assertRefused(PayResult result, Reason reason) {
    assertThat(result).isEqualTo(new PayResult.Refused(reason));
  }

  private static void assertRefused(Verdict verdict, Reason reason) {
    assertThat(verdict).isEqualTo(Verdict.refused(reason));
  }

  private void assertHeld(long cashOfAna, long notesOfAna) throws IOException {
    assertThat(ana.balanceMinor()).isEqualTo(cashOfAna);
    assertThat(notes.withCustomers()).isEqualTo(notesOfAna);
    assertThat(till.balanceMinor()).isEqualTo(STOCK + POCKET - cashOfAna);
    assertThat(notes.cassette()).isEqualTo(STOCK - notesOfAna);
    assertThat(notes.held()).isEqualTo(Amount.ZERO);
  }

  @Test
  void cashInLeadsToOneNoteDispensingEvent() throws IOException {
    Response paid = ana.pay(wants(1_500), 1_500);
    assertThat(machine.paid(paid, SOON)).isEqualTo(Verdict.accepted());
    assertThat(machine.paid(paid, SOON)).as("shown again").isEqualTo(Verdict.accepted());
    assertThat(restart()).isEmpty();
    assertThat(machine.paid(paid, Mint.later(8))).isEqualTo(Verdict.accepted());
    assertThat(notes.events).containsExactly(1_500L);
    assertHeld(POCKET - 1_500, 1_500);
  }

  @Test
  void notesInLeadToCash() throws IOException {
    insert("ana", 2_000);
    Request request = ana.ask(2_000);
    PayResult result = machine.buyNotes(request, Mint.later(5));
    ana.take(response(result));
    assertHeld(POCKET + 2_000, -2_000);
    // The answer was lost: the same request has it again, and wants no notes.
    assertThat(machine.buyNotes(request, SOON)).isEqualTo(result);
    assertThat(restart()).isEmpty();
    assertThat(machine.buyNotes(request, Mint.later(8))).isEqualTo(result);
    assertHeld(POCKET + 2_000, -2_000);
    assertThat(notes.events).isEmpty();
  }

  /** The same token is asked again: each payment is for its own notes. */
  @Test
  void everySaleOnOneTokenHandsOutItsNotes() throws IOException {
    MemoryDevice device = new MemoryDevice("one token", STOCK);
    till = Table.withDevice("one token", device);
    till.stock(device, 1);
    machine = opened();
    Response first = ana.pay(wants(1_500), 1_500);
    assertThat(machine.paid(first, SOON).isAccepted()).isTrue();
    Request again = wants(1_500);
    assertThat(again.token().configuration().id()).isEqualTo(first.id());
    assertThat(machine.paid(first, SOON)).as("of the first sale").isEqualTo(Verdict.accepted());
    assertThat(notes.events).hasSize(1);
    Response second = ben.pay(again, 1_500);
    assertThat(machine.paid(second, SOON).isAccepted()).isTrue();
    Response third = ana.pay(wants(500), 500);
    assertThat(restart()).isEmpty();
    assertThat(machine.paid(third, SOON).isAccepted()).isTrue();
    assertThat(machine.paid(second, SOON).isAccepted()).isTrue();
    assertThat(notes.events).containsExactly(1_500L, 1_500L, 500L);
  }

  @Test
  void aSecondPaymentOfOneRequestTakesNothing() throws IOException {
    Request request = wants(1_500);
    Response first = ana.pay(request, 1_500);
    Response second = ben.pay(request, 1_500);
    assertThat(machine.paid(first, SOON).isAccepted()).isTrue();
    assertRefused(machine.paid(second, SOON), PurseReason.NOT_ASKED);
    assertRefused(machine.giveCashBack(second, ben.ask(1_500), SOON), PurseReason.NOT_ASKED);
    assertThat(notes.events).containsExactly(1_500L);
  }

  @Test
  void whatItsNotesDoNotMakeIsNotSold() throws IOException {
    for (long minor : new long[] {0, 501, STOCK + 500}) {
      assertRefused(tryToSell(minor, Mint.NOW), MachineReason.NOTES_LACKING);
    }
    assertThat(till.purse().receiving().outstanding()).isEmpty();
  }

  @Test
  void twoSalesDoNotPromiseTheSameNotes() throws IOException {
    notes.takeOut(STOCK - 2_000);
    Request first = wants(1_500);
    assertRefused(tryToSell(1_000, Mint.NOW), MachineReason.NOTES_LACKING);
    Request second = wants(500);
    assertThat(machine.paid(ben.pay(second, 500), SOON).isAccepted()).isTrue();
    assertRefused(tryToSell(500, SOON), MachineReason.NOTES_LACKING);
    Response paid = ana.pay(first, 1_500);
    assertThat(machine.paid(paid, SOON).isAccepted()).isTrue();
    assertThat(notes.events).containsExactly(500L, 1_500L);
  }

  @Test
  void whoPaysWhenOthersHaveTheNotesGetsTheCashBack() throws IOException {
    notes.takeOut(STOCK - 2_000);
    Response late = ana.pay(wants(1_500), 1_500);
    Asking other = tryToSell(1_000, TOO_LATE);
    assertThat(other).as("the notes are kept no longer").isInstanceOf(Asking.Handed.class);
    assertRefused(machine.paid(late, TOO_LATE), MachineReason.CASH_OWED);
    assertRefused(machine.giveCashBack(late, ana.ask(1_000), TOO_LATE), MachineReason.OTHER_SUM);
    assertRefused(
        machine.giveCashBack(late, till.ask(1_500), TOO_LATE), MachineReason.REQUEST_USED);

    Request back = ana.ask(1_500);
    PayResult result = machine.giveCashBack(late, back, TOO_LATE);
    ana.take(response(result));
    assertThat(machine.giveCashBack(late, back, TOO_LATE)).isEqualTo(result);
    assertThat(new MachineBook(disk).sale(late.payment().previous()))
        .map(Sale::stage)
        .contains(Sale.Stage.RETURNED);
    assertRefused(machine.giveCashBack(late, ben.ask(1_500), TOO_LATE), MachineReason.NOTHING_OWED);
    assertRefused(machine.paid(late, TOO_LATE), MachineReason.NOTHING_OWED);
    assertThat(restart()).isEmpty();
    assertThat(ana.balanceMinor()).isEqualTo(POCKET);
    assertThat(notes.events).isEmpty();

    Response paid = ben.pay(((Asking.Handed) other).request(), 1_000);
    assertThat(machine.paid(paid, TOO_LATE).isAccepted()).isTrue();
    assertRefused(machine.giveCashBack(paid, ben.ask(1_000), TOO_LATE), MachineReason.NOTHING_OWED);
    assertThat(notes.events).containsExactly(1_000L);
  }

  @Test
  void aRequestOnWhichCashWentBackTakesNoNotes() throws IOException {
    notes.takeOut(STOCK - 1_500);
    Response late = ana.pay(wants(1_500), 1_500);
    var _ = tryToSell(500, TOO_LATE);
    Request back = ana.ask(1_500);
    PayResult result = machine.giveCashBack(late, back, TOO_LATE);
    insert("ana", 1_500);
    assertThat(machine.buyNotes(back, TOO_LATE)).isEqualTo(result);
    assertThat(notes.inHands("ana")).as("the notes came back").isZero();
    ana.take(response(result));
    assertThat(ana.balanceMinor()).isEqualTo(POCKET);
  }

  @Test
  void aPaymentThatWasForSomethingElseBringsNoNotes() throws IOException {
    Response paid = ana.pay(till.ask(1_000), 1_000);
    assertRefused(machine.paid(paid, SOON), PurseReason.NOT_ASKED);
    assertThat(restart()).isEmpty();
    assertThat(notes.events).isEmpty();
  }

  @Test
  void notesOfAnotherSumAreGivenBack() throws IOException {
    insert("ana", 1_500);
    assertRefused(machine.buyNotes(ana.ask(2_000), Mint.later(5)), MachineReason.OTHER_SUM);
    assertHeld(POCKET, 0);
  }

  @Test
  void notesForARequestThatWasPaidAreGivenBack() throws IOException {
    Request before = ana.ask(1_000);
    ana.take(till.pay(before, 1_000));
    insert("ana", 1_000);
    assertRefused(machine.buyNotes(before, SOON), MachineReason.REQUEST_USED);
    assertThat(notes.inHands("ana")).isZero();
    insert("ana", 1_000);
    assertRefused(machine.buyNotes(till.ask(1_000), SOON), MachineReason.REQUEST_USED);
    assertThat(notes.inHands("ana")).isZero();

    insert("ana", 2_000);
    Request request = ana.ask(2_000);
    PayResult result = machine.buyNotes(request, SOON);
    insert("ana", 2_000);
    assertThat(machine.buyNotes(request, SOON)).isEqualTo(result);
    assertThat(notes.inHands("ana")).as("the second notes came back").isEqualTo(-2_000);
  }

  /** The unit jams, the customer takes the notes back, and shows the request without them. */
  @Test
  void aRequestWhoseNotesCameBackPaysForNoOthers() throws IOException {
    Request request = ana.ask(2_000);
    insert("ana", 2_000);
    notes.jam(true);
    assertThatThrownBy(() -> machine.buyNotes(request, SOON)).isInstanceOf(IOException.class);
    notes.giveBack();
    notes.repair();
    assertRefused(machine.buyNotes(request, SOON), MachineReason.OTHER_SUM);
    insert("ben", 500);
    assertRefused(machine.buyNotes(request, SOON), MachineReason.OTHER_SUM);
    assertHeld(POCKET, 0);
    insert("ana", 2_000);
    ana.take(response(machine.buyNotes(request, SOON)));
    assertHeld(POCKET + 2_000, -2_000);
  }

  @Test
  void notesThatAreGoneBeforeTheyAreStackedArePaidByNothing() throws IOException {
    Request request = ana.ask(2_000);
    insert("ana", 2_000);
    notes.snatch();
    assertRefused(machine.buyNotes(request, SOON), MachineReason.OTHER_SUM);
    assertHeld(POCKET, 0);
    assertThat(till.device().paid()).isEmpty();
  }

  @Test
  void whatThePurseCannotPayIsGivenBackInNotes() throws IOException {
    long more = STOCK + 500;
    insert("ana", more);
    Request request = ana.ask(more);
    assertRefused(machine.buyNotes(request, Mint.later(5)), MachineReason.NOTES_GIVEN_BACK);
    assertHeld(POCKET, 0);
    assertThat(notes.events).containsExactly(more);
    insert("ana", more);
    assertRefused(machine.buyNotes(request, SOON), MachineReason.NOTES_GIVEN_BACK);
    assertHeld(POCKET, 0);
    assertThat(notes.events).hasSize(1);
  }

  /** The device paid and says no longer how: notes and cash would both be the customer's. */
  @Test
  void whereTheDeviceMayHavePaidNoNotesComeBack() throws IOException {
    Request request = ana.ask(2_000);
    insert("ana", 2_000);
    till.device().failOnce(MemoryDevice.Failure.AFTER);
    assertThatThrownBy(() -> machine.buyNotes(request, SOON)).isInstanceOf(IOException.class);
    till.device().forgetPayments();
    assertRefused(machine.buyNotes(request, SOON), TokenReason.PAID_NOT_KEPT);
    assertThat(restart())
        .as("it is told")
        .containsExactly(stuck(request, TokenReason.PAID_NOT_KEPT));
    assertRefused(machine.buyNotes(request, SOON), TokenReason.PAID_NOT_KEPT);
    assertThat(notes.events).isEmpty();
    assertThat(till.device().paid()).hasSize(1);
  }

  /** Cut off at every place; after the restart the customer shows the payment again. */
  @Test
  void wherePowerFailsNotesComeOutOnce() throws IOException {
    int cuts = 0;
    for (int place = 0; place < PLACES_MAX; place++) {
      putUp();
      Request asked = wants(1_500);
      Response paid = ana.pay(asked, 1_500);
      fuse.cutAfter(place);
      try {
        assertThat(machine.paid(paid, SOON)).isEqualTo(Verdict.accepted());
      } catch (IOException _) {
        cuts++;
      }
      assertThat(restart()).isSubsetOf(waits(asked));
      assertThat(machine.paid(paid, Mint.later(8)))
          .as("place %s", place)
          .isEqualTo(Verdict.accepted());
      assertThat(notes.events).as("place %s", place).containsExactly(1_500L);
      assertHeld(POCKET - 1_500, 1_500);
    }
    assertThat(cuts).isBetween(7, PLACES_MAX - 1);
  }

  /** Cut off at every place; the customer has the notes back, or the cash, and never both. */
  @Test
  void wherePowerFailsNotesBecomeCashOnceOrComeBack() throws IOException {
    int cuts = 0;
    int back = 0;
    for (int place = 0; place < PLACES_MAX; place++) {
      putUp();
      Request request = ana.ask(2_000);
      insert("ana", 2_000);
      fuse.cutAfter(place);
      try {
        var _ = machine.buyNotes(request, Mint.later(5));
      } catch (IOException _) {
        cuts++;
      }
      List<Stuck> left = restart();
      if (!notes.held().equals(Amount.ZERO)) {
        back++;
        assertThat(left).contains(HELD);
        machine.openForNotes();
        assertHeld(POCKET, 0);
        insert("ana", 2_000);
      }
      PayResult again = machine.buyNotes(request, Mint.later(8));
      ana.take(response(again));
      assertHeld(POCKET + 2_000, -2_000);
      assertThat(notes.events).as("place %s", place).isEmpty();
    }
    assertThat(cuts).isBetween(5, PLACES_MAX - 1);
    assertThat(back).as("where the notes were held yet").isPositive();
  }
}
