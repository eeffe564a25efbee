package org.specie.offline.purse.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.port.Storage;
import org.specie.offline.purse.MemoryDevice;
import org.specie.offline.purse.Mint;
import org.specie.offline.purse.machine.CashMachine.Stuck;
import org.specie.offline.purse.machine.CashMachine.Why;
import org.specie.offline.purse.paying.Paying.PayResult;
import org.specie.offline.purse.receiving.Receiving.Asking;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.message.Message.Response;
import org.specie.quality.requirements.Requirement;

/** What a failure leaves for those who come next. Spec: docs/spec/62-cash-machine.md. */
@Requirement("R53")
class CashMachineTroubleTest extends MachineScene {
  /** The tokens of a mint are valid for 30 days, and payments on them are taken a week longer. */
  private static final int OVER_MINUTES = 37 * 1_440;

  private void restartHost() throws IOException {
    fuse.disarm();
    till.restart();
    machine = opened();
  }

  private void assertNobodyPaid() {
    assertThat(till.device().paid()).isEmpty();
    assertThat(notes.cassette()).isEqualTo(STOCK);
    assertThat(notes.inHands("ana")).as("Ana's notes came back").isZero();
  }

  private void assertBenGetsNothingFor(long notesOfAna) throws IOException {
    assertThat(machine.buyNotes(ben.ask(notesOfAna), SOON))
        .isEqualTo(new PayResult.Refused(MachineReason.OTHER_SUM));
    assertNobodyPaid();
  }

  @Test
  void notesThatAJamLeftPayForNobodyElse() throws IOException {
    insert("ana", 2_000);
    notes.jam(true);
    Request request = ana.ask(2_000);
    assertThatThrownBy(() -> machine.buyNotes(request, SOON)).isInstanceOf(IOException.class);
    notes.repair();
    assertBenGetsNothingFor(2_000);
  }

  @Test
  void notesOfAnEntryThatWasNotWrittenPayForNobodyElse() throws IOException {
    insert("ana", 2_000);
    Request request = ana.ask(2_000);
    fuse.cutAfter(0);
    assertThatThrownBy(() -> machine.buyNotes(request, SOON)).isInstanceOf(IOException.class);
    fuse.disarm();
    assertThat(new MachineBook(disk).payouts()).isEmpty();
    assertBenGetsNothingFor(2_000);
  }

  @Test
  void notesThatACutLeftWaitAndPayForNobodyElse() throws IOException {
    insert("ana", 2_000);
    Request request = ana.ask(2_000);
    notes.jam(true);
    assertThatThrownBy(() -> machine.buyNotes(request, SOON)).isInstanceOf(IOException.class);
    restartHost();
    notes.keepWhatIsHeld();
    assertThat(machine.resume(SOON)).containsExactly(HELD, waits(request));
    assertThat(new MachineBook(disk).payouts()).as("not forgotten").hasSize(1);
    assertThatThrownBy(() -> machine.openForNotes()).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> machine.buyNotes(ben.ask(2_000), SOON))
        .isInstanceOf(IOException.class);
    notes.repair();
    assertBenGetsNothingFor(2_000);
    assertThat(machine.resume(SOON)).isEmpty();
    assertThat(new MachineBook(disk).payouts()).isEmpty();
  }

  @Test
  void notesThatSomebodyLeftAreGivenBackBeforeTheNext() throws IOException {
    insert("ana", 2_000);
    insert("ben", 500);
    assertThat(notes.inHands("ana")).isZero();
    PayResult result = machine.buyNotes(ben.ask(500), SOON);
    ben.take(((PayResult.Paid) result).response());
    assertThat(ben.balanceMinor()).isEqualTo(POCKET + 500);
  }

  /** Ana came late: what Ben was promised meanwhile stays his, also while hers is stuck. */
  @Test
  void whoPaysLateKeepsNoNotesFromOthers() throws IOException {
    notes.takeOut(STOCK - 2_000);
    Request asked = wants(1_500, Mint.NOW);
    Response late = ana.pay(asked, 1_500);
    Request other = wants(1_000, TOO_LATE);
    till.device().failOnce(MemoryDevice.Failure.BEFORE);
    assertThatThrownBy(() -> machine.paid(late, TOO_LATE)).isInstanceOf(IOException.class);
    assertThat(machine.paid(ben.pay(other, 1_000), TOO_LATE)).isEqualTo(Verdict.accepted());
    assertThat(machine.paid(late, TOO_LATE)).isEqualTo(Verdict.refused(MachineReason.CASH_OWED));
    assertThat(notes.events).containsExactly(1_000L);
  }

  /** The payment came in time and the start late: the notes are kept. */
  @Test
  void whoPaidInTimeKeepsTheNotesThroughACut() throws IOException {
    notes.takeOut(STOCK - 2_000);
    Request asked = wants(1_500, Mint.NOW);
    Response paid = ana.pay(asked, 1_500);
    till.device().failOnce(MemoryDevice.Failure.BEFORE);
    assertThatThrownBy(() -> machine.paid(paid, SOON)).isInstanceOf(IOException.class);
    assertThat(tryToSell(1_000, TOO_LATE))
        .isEqualTo(new Asking.Refused(MachineReason.NOTES_LACKING));
    restartHost();
    assertThat(machine.resume(TOO_LATE)).containsExactly(waits(asked));
    assertThat(machine.paid(paid, TOO_LATE)).isEqualTo(Verdict.accepted());
    assertThat(notes.events).containsExactly(1_500L);
  }

  /** The purse has it in time, the book does not say so, and it is shown again later. */
  @Test
  void whatThePurseHasSinceItsTimeIsNotLate() throws IOException {
    Request asked = wants(1_500, Mint.NOW);
    Response paid = ana.pay(asked, 1_500);
    fuse.cutAfter(0);
    assertThatThrownBy(() -> machine.paid(paid, SOON)).isInstanceOf(IOException.class);
    fuse.disarm();
    assertThat(stageOf(asked)).contains(Sale.Stage.BEGUN);
    till.device().failOnce(MemoryDevice.Failure.BEFORE);
    assertThatThrownBy(() -> machine.paid(paid, TOO_LATE)).isInstanceOf(IOException.class);
    assertThat(stageOf(asked)).contains(Sale.Stage.PAID);
  }

  /** Nothing is sold then, because nobody knows what is promised. */
  @Test
  void aDamagedEntryStopsNoPayout() throws IOException {
    Request request = ana.ask(2_000);
    insert("ana", 2_000);
    till.device().failOnce(MemoryDevice.Failure.BEFORE);
    assertThatThrownBy(() -> machine.buyNotes(request, SOON)).isInstanceOf(IOException.class);
    Hash32 bad = Hash32.sha256(ByteString.utf8("bad"));
    damage(new Encoder().u8(MachineBook.SALE).hash(bad).toByteString());
    damage(new Encoder().u8(MachineBook.PAYOUT).u8(1).toByteString());
    restartHost();
    List<Stuck> stuck = machine.resume(SOON);
    assertThat(stuck).extracting(Stuck::key).containsExactly(Optional.of(bad), Optional.empty());
    assertThat(stuck).extracting(Stuck::why).hasOnlyElementsOfType(Why.Failed.class);
    assertThat(till.device().paid()).as("carried on").hasSize(1);
    insert("ben", 500);
    assertThat(machine.buyNotes(ben.ask(500), SOON)).isInstanceOf(PayResult.Paid.class);
    assertThatThrownBy(() -> tryToSell(500, SOON))
        .hasMessageContaining("damaged")
        .hasMessageContaining("no older copy");
  }

  private void damage(ByteString key) throws IOException {
    disk.write(new Storage.Batch().put(key, ByteString.utf8("?")));
  }

  @Test
  void whatNobodyCanPayAnyMoreIsForgotten() throws IOException {
    Request asked = wants(1_500, Mint.NOW);
    Request paid = wants(500, Mint.NOW);
    assertThat(machine.paid(ana.pay(paid, 500), SOON).isAccepted()).isTrue();
    var _ = tryToSell(500, Mint.later(OVER_MINUTES));
    assertThat(machine.resume(Mint.later(OVER_MINUTES))).isEmpty();
    assertThat(stageOf(asked)).contains(Sale.Stage.BEGUN);
    var _ = tryToSell(500, Mint.later(OVER_MINUTES + 1));
    assertThat(stageOf(asked)).isEmpty();
    assertThat(stageOf(paid)).contains(Sale.Stage.DONE);
  }

  /** A unit that kept one set of names would lose notes if two things had one. */
  @Test
  void whatIsStackedAndWhatIsHandedBackHaveTwoNames() throws IOException {
    long more = STOCK + 500;
    insert("ana", more);
    assertThat(machine.buyNotes(ana.ask(more), SOON))
        .isEqualTo(new PayResult.Refused(MachineReason.NOTES_GIVEN_BACK));
    assertThat(notes.withCustomers()).isZero();
    assertThat(notes.events).containsExactly(more);
  }
}
