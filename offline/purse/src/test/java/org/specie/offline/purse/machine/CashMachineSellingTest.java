package org.specie.offline.purse.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.offline.purse.MemoryDevice;
import org.specie.offline.purse.Mint;
import org.specie.offline.purse.PurseReason;
import org.specie.offline.purse.Table;
import org.specie.offline.purse.device.DeviceReason;
import org.specie.offline.purse.device.SecureDevice.RedeemAnswer;
import org.specie.offline.purse.paying.Paying.PayResult;
import org.specie.offline.purse.receiving.Receiving.Asking;
import org.specie.offline.token.check.TokenReason;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.message.Message.Response;
import org.specie.offline.token.value.Minutes;
import org.specie.quality.requirements.Requirement;

/** What a machine sells no notes for. Spec: docs/spec/62-cash-machine.md section 3.1. */
@Requirement("R53")
class CashMachineSellingTest extends MachineScene {
  private void assertSellsNot(Reason reason, Minutes now) throws IOException {
    assertThat(tryToSell(500, now)).isEqualTo(new Asking.Refused(reason));
  }

  private void useDeviceWith(int places, int tokens) throws IOException {
    MemoryDevice device = new MemoryDevice("machine", STOCK);
    till = Table.withDevice("machine", new FullDevice(device, places));
    till.stock(device, tokens);
    machine = opened();
  }

  /** The tokens are another device's, so that this one never collects what is paid on them. */
  @Test
  void nothingIsSoldThatTheDeviceNeverCollects() throws IOException {
    till = Table.withDevice("machine", new MemoryDevice("machine", STOCK));
    till.stock(new MemoryDevice("another", 0), 2);
    machine = opened();
    Request asked = wants(1_500);
    Response paid = ana.pay(asked, 1_500);
    Verdict no = Verdict.refused(TokenReason.NOT_THE_OWNER);
    assertThat(machine.paid(paid, SOON)).isEqualTo(no);
    assertThat(restart(SOON)).containsExactly(stuck(asked, TokenReason.NOT_THE_OWNER));
    assertThat(stageOf(asked)).contains(Sale.Stage.PAID);
    assertSellsNot(MachineReason.NOTHING_COLLECTED, SOON);
    assertThat(restart(TOO_LATE)).containsExactly(stuck(asked, TokenReason.NOT_THE_OWNER));
    assertThat(stageOf(asked)).contains(Sale.Stage.LATE);
    assertSellsNot(MachineReason.NOTHING_COLLECTED, TOO_LATE);
    assertThat(restart(TOO_LATE))
        .as("still told")
        .containsExactly(stuck(asked, TokenReason.NOT_THE_OWNER));
    assertThat(machine.paid(paid, TOO_LATE)).isEqualTo(no);
    assertThat(notes.events).isEmpty();
  }

  /** Whoever set it up named more places than there are: one buyer waits, and no second. */
  @Test
  void nothingIsSoldWhenTheDeviceIsFull() throws IOException {
    useDeviceWith(1, 3);
    assertThat(machine.paid(ana.pay(wants(500), 500), SOON).isAccepted()).isTrue();
    Response second = ana.pay(wants(500), 500);
    assertThat(machine.paid(second, SOON))
        .isEqualTo(Verdict.refused(DeviceReason.REDEEM_TABLE_FULL));
    assertSellsNot(MachineReason.NOTHING_COLLECTED, SOON);
    assertThat(notes.events).containsExactly(500L);
  }

  /** Two places, of which one may be needed for a sale that nobody has paid yet. */
  @Test
  void noMoreTokensAreInUseThanTheDeviceHasPlaces() throws IOException {
    limits = new MachineLimits(2, WAITING);
    useDeviceWith(2, 3);
    Request first = wants(500);
    Request second = wants(500);
    assertSellsNot(PurseReason.NO_TOKEN_FITS, Mint.NOW);
    assertThat(machine.paid(ana.pay(first, 500), SOON).isAccepted()).isTrue();
    Request again = wants(500);
    assertThat(again.token().configuration()).isEqualTo(first.token().configuration());
    assertThat(machine.paid(ana.pay(again, 500), SOON).isAccepted()).isTrue();
    assertThat(machine.paid(ben.pay(second, 500), SOON).isAccepted()).isTrue();
    assertThat(notes.events).containsExactly(500L, 500L, 500L);
  }

  /** Two were asked with one token, as when a copy of a purse asks; the device has the other's. */
  private Request refusedForGood(long minor) throws IOException {
    Request asked = wants(minor);
    Response first = ana.pay(asked, minor);
    Response other = ben.pay(asked, minor);
    assertThat(till.device().redeem(asked.token().with(other.payment())))
        .isEqualTo(new RedeemAnswer.Redeemed());
    assertThat(machine.paid(first, SOON)).isEqualTo(Verdict.refused(TokenReason.FORKED));
    return asked;
  }

  @Test
  void aRefusalForGoodKeepsNotesForAWhileWithoutAStart() throws IOException {
    notes.takeOut(STOCK - 2_000);
    Request asked = refusedForGood(1_500);
    assertThat(tryToSell(1_000, SOON)).isEqualTo(new Asking.Refused(MachineReason.NOTES_LACKING));
    assertThat(stageOf(asked)).contains(Sale.Stage.PAID);
    Request next = wants(1_000, TOO_LATE);
    assertThat(stageOf(asked)).as("so it stays, whatever comes").contains(Sale.Stage.LATE);
    assertThat(machine.paid(ben.pay(next, 1_000), TOO_LATE)).isEqualTo(Verdict.accepted());
    assertThat(notes.events).containsExactly(1_000L);
  }

  /** Only that token is of no use. */
  @Test
  void noTokenIsAskedOnWithAPaymentThatIsNotCollected() throws IOException {
    Request asked = refusedForGood(500);
    for (int i = 0; i < 2; i++) {
      Request next = wants(500);
      assertThat(next.token().configuration()).isNotEqualTo(asked.token().configuration());
      for (int j = 0; j < 3; j++) {
        assertThat(machine.paid(ana.pay(next, 500), SOON).isAccepted()).isTrue();
        next = j < 2 ? wants(500) : next;
      }
    }
    assertSellsNot(PurseReason.NO_TOKEN_FITS, SOON);
    assertThat(notes.events).hasSize(6);
  }

  /** There is enough for both, and not in notes that make both. */
  @Test
  void notesArePromisedByTheirKindsAndNotByTheirSum() throws IOException {
    notes = new MemoryNotes(fuse, 4_000);
    machine = opened();
    Request first = wants(1_500);
    assertThat(tryToSell(1_000, SOON))
        .as("one of 20.00 and one of 5.00 are left")
        .isEqualTo(new Asking.Refused(MachineReason.NOTES_LACKING));
    Request second = wants(2_500);
    assertThat(machine.paid(ana.pay(second, 2_500), SOON)).isEqualTo(Verdict.accepted());
    assertThat(machine.paid(ben.pay(first, 1_500), SOON)).isEqualTo(Verdict.accepted());
    assertThat(notes.cassette()).isZero();
  }

  /** Ben's notes may have to come back to him. */
  @Test
  void notesThatAreStackedArePromisedToNobodyElse() throws IOException {
    notes.takeOut(STOCK);
    Request request = ben.ask(2_000);
    insert("ben", 2_000);
    till.device().failOnce(MemoryDevice.Failure.BEFORE);
    assertThatThrownBy(() -> machine.buyNotes(request, SOON)).isInstanceOf(IOException.class);
    assertThat(tryToSell(2_000, SOON)).isEqualTo(new Asking.Refused(MachineReason.NOTES_LACKING));
    assertThat(machine.buyNotes(request, SOON)).isInstanceOf(PayResult.Paid.class);
    assertThat(tryToSell(2_000, SOON)).isInstanceOf(Asking.Handed.class);
  }

  /** They have to come back to him, and the unit is jammed. */
  @Test
  void notesThatAreOwedBackArePromisedToNobodyElse() throws IOException {
    notes.takeOut(STOCK);
    Request request = ben.ask(2 * STOCK);
    insert("ben", 2 * STOCK);
    notes.jam(MachineBook.named(MachineBook.GIVING_BACK, request.token().digest()));
    assertThatThrownBy(() -> machine.buyNotes(request, SOON)).isInstanceOf(IOException.class);
    assertThat(tryToSell(2_000, SOON)).isEqualTo(new Asking.Refused(MachineReason.NOTES_LACKING));
    notes.repair();
    assertThat(machine.buyNotes(request, SOON))
        .isEqualTo(new PayResult.Refused(MachineReason.NOTES_GIVEN_BACK));
    assertThat(notes.withCustomers()).isZero();
  }

  /** Asking and going away, again and again, stops the others for 15 minutes at a time. */
  @Test
  void onlySoManySalesWaitForTheirPayment() throws IOException {
    limits = new MachineLimits(PLACES, 2);
    machine = opened();
    var _ = wants(500);
    Request second = wants(500);
    assertSellsNot(MachineReason.SALES_WAITING, SOON);
    assertThat(till.purse().receiving().fresh(SOON)).as("a token is left").isOne();
    assertThat(restart()).isEmpty();
    assertSellsNot(MachineReason.SALES_WAITING, SOON);
    assertThat(machine.paid(ana.pay(second, 500), SOON)).isEqualTo(Verdict.accepted());
    assertThat(tryToSell(500, SOON)).as("one is paid").isInstanceOf(Asking.Handed.class);
    assertSellsNot(MachineReason.SALES_WAITING, SOON);
    assertThat(tryToSell(500, TOO_LATE)).as("their time is over").isInstanceOf(Asking.Handed.class);
  }

  /** What is collected when the next one asks is not lost behind the next payment. */
  @Test
  void whatIsPaidIsCollectedBeforeTheNextIsAsked() throws IOException {
    Response paid = ana.pay(wants(1_500), 1_500);
    till.device().failOnce(MemoryDevice.Failure.BEFORE);
    assertThatThrownBy(() -> machine.paid(paid, SOON)).isInstanceOf(IOException.class);
    till.device().failOnce(MemoryDevice.Failure.BEFORE);
    assertThatThrownBy(() -> tryToSell(500, SOON)).isInstanceOf(IOException.class);
    assertThat(till.purse().receiving().outstanding()).as("nobody was asked").isEmpty();
    assertThat(tryToSell(500, SOON)).isInstanceOf(Asking.Handed.class);
    assertThat(till.device().credited()).containsExactly(paid.payment());
    assertThat(notes.events).as("for whoever shows the payment").isEmpty();
    assertThat(machine.paid(paid, SOON)).isEqualTo(Verdict.accepted());
  }
}
