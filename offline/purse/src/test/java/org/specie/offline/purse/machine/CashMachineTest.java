package org.specie.offline.purse.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.offline.purse.CutStorage;
import org.specie.offline.purse.Fuse;
import org.specie.offline.purse.Mint;
import org.specie.offline.purse.PurseReason;
import org.specie.offline.purse.Table;
import org.specie.offline.purse.paying.Paying.PayResult;
import org.specie.offline.purse.receiving.Receiving.Asking;
import org.specie.offline.token.message.Chain;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.message.Message.Response;
import org.specie.quality.requirements.Requirement;

/** Spec: docs/spec/61-cash-machine.md. */
@Requirement("R53")
class CashMachineTest {
  private static final long STOCK = 20_000;
  private static final long POCKET = 5_000;
  private static final int PLACES_MAX = 40;

  private final Fuse fuse = new Fuse();
  private MemoryStorage disk;
  private MemoryNotes notes;
  private Table till;
  private Table ana;
  private CashMachine machine;

  @BeforeEach
  void putUp() throws IOException {
    disk = new MemoryStorage();
    notes = new MemoryNotes(fuse, STOCK);
    till = Table.with("machine", STOCK);
    ana = Table.with("ana", POCKET);
    machine = opened();
  }

  private CashMachine opened() {
    return new CashMachine(till.purse(), notes, new CutStorage(disk, fuse));
  }

  /** The power comes back: nothing is known but what is on disks and in the note unit. */
  private void restart() throws IOException {
    fuse.disarm();
    notes.restart();
    till.restart();
    machine = opened();
    machine.resume(Mint.later(7));
  }

  private Request wants(long minor) throws IOException {
    Asking asking = machine.sellNotes(Amount.ofMinor(minor), Table.REFERENCE, Mint.NOW, Chain.NONE);
    assertThat(asking).isInstanceOf(Asking.Handed.class);
    return ((Asking.Handed) asking).request();
  }

  private static void assertRefused(Asking asking, Reason reason) {
    assertThat(asking).isEqualTo(new Asking.Refused(reason));
  }

  private void assertHeld(long cashOfAna, long notesOfAna) throws IOException {
    assertThat(ana.balanceMinor()).isEqualTo(cashOfAna);
    assertThat(notes.withCustomer()).isEqualTo(notesOfAna);
    assertThat(till.balanceMinor()).isEqualTo(STOCK + POCKET - cashOfAna);
    assertThat(notes.cassette()).isEqualTo(STOCK - notesOfAna);
  }

  @Test
  void cashInLeadsToOneNoteDispensingEvent() throws IOException {
    Response paid = ana.pay(wants(1_500), 1_500);
    assertThat(machine.paid(paid, Mint.later(6))).isEqualTo(Verdict.accepted());
    assertThat(machine.paid(paid, Mint.later(6))).as("shown again").isEqualTo(Verdict.accepted());
    restart();
    assertThat(machine.paid(paid, Mint.later(8))).isEqualTo(Verdict.accepted());
    assertThat(notes.events).containsExactly(1_500L);
    assertHeld(POCKET - 1_500, 1_500);
  }

  @Test
  void notesInLeadToCash() throws IOException {
    notes.insert(2_000);
    Request request = ana.ask(2_000);
    PayResult result = machine.buyNotes(request, Mint.later(5));
    ana.take(((PayResult.Paid) result).response());
    assertHeld(POCKET + 2_000, -2_000);
    // The answer was lost: the same request has it again, and wants no notes.
    assertThat(machine.buyNotes(request, Mint.later(6))).isEqualTo(result);
    restart();
    assertThat(machine.buyNotes(request, Mint.later(8))).isEqualTo(result);
    assertHeld(POCKET + 2_000, -2_000);
    assertThat(notes.events).isEmpty();
  }

  @Test
  void whatItsNotesDoNotMakeIsNotSold() throws IOException {
    for (long minor : new long[] {501, STOCK + 500}) {
      assertRefused(
          machine.sellNotes(Amount.ofMinor(minor), Table.REFERENCE, Mint.NOW, Chain.NONE),
          MachineReason.NOTES_LACKING);
    }
    assertThat(till.purse().receiving().outstanding()).isEmpty();
  }

  @Test
  void aPaymentThatWasForSomethingElseBringsNoNotes() throws IOException {
    Response paid = ana.pay(till.ask(1_000), 1_000);
    assertThat(machine.paid(paid, Mint.later(6))).isEqualTo(Verdict.refused(PurseReason.NOT_ASKED));
    restart();
    assertThat(notes.events).isEmpty();
  }

  @Test
  void notesOfAnotherSumAreGivenBack() throws IOException {
    notes.insert(1_500);
    assertThat(machine.buyNotes(ana.ask(2_000), Mint.later(5)))
        .isEqualTo(new PayResult.Refused(MachineReason.OTHER_SUM));
    assertHeld(POCKET, 0);
  }

  @Test
  void whatThePurseCannotPayIsGivenBackInNotes() throws IOException {
    long more = STOCK + 500;
    notes.insert(more);
    Request request = ana.ask(more);
    assertThat(machine.buyNotes(request, Mint.later(5)))
        .isEqualTo(new PayResult.Refused(MachineReason.NOTES_GIVEN_BACK));
    assertHeld(POCKET, 0);
    assertThat(notes.events).containsExactly(more);
    assertThat(machine.buyNotes(request, Mint.later(6)))
        .isEqualTo(new PayResult.Refused(MachineReason.NOTES_GIVEN_BACK));
    assertThat(notes.events).hasSize(1);
  }

  /** Cut off at every place; after the restart the customer shows the payment again. */
  @Test
  void wherePowerFailsNotesComeOutOnce() throws IOException {
    int cuts = 0;
    for (int place = 0; place < PLACES_MAX; place++) {
      putUp();
      Response paid = ana.pay(wants(1_500), 1_500);
      fuse.cutAfter(place);
      try {
        assertThat(machine.paid(paid, Mint.later(6))).isEqualTo(Verdict.accepted());
      } catch (IOException _) {
        cuts++;
      }
      restart();
      assertThat(machine.paid(paid, Mint.later(8)))
          .as("place %s", place)
          .isEqualTo(Verdict.accepted());
      assertThat(notes.events).as("place %s", place).containsExactly(1_500L);
      assertHeld(POCKET - 1_500, 1_500);
    }
    assertThat(cuts).isBetween(5, PLACES_MAX - 1);
  }

  /** Cut off at every place; the customer has the notes back, or the cash, and never both. */
  @Test
  void wherePowerFailsNotesBecomeCashOnceOrComeBack() throws IOException {
    int cuts = 0;
    int back = 0;
    for (int place = 0; place < PLACES_MAX; place++) {
      putUp();
      Request request = ana.ask(2_000);
      notes.insert(2_000);
      fuse.cutAfter(place);
      Optional<PayResult> result = Optional.empty();
      try {
        result = Optional.of(machine.buyNotes(request, Mint.later(5)));
      } catch (IOException _) {
        cuts++;
      }
      restart();
      if (result.isEmpty() && notes.withCustomer() == 0) {
        back++;
        assertHeld(POCKET, 0);
        notes.insert(2_000);
      }
      PayResult again = machine.buyNotes(request, Mint.later(8));
      ana.take(((PayResult.Paid) again).response());
      assertHeld(POCKET + 2_000, -2_000);
      assertThat(notes.events).as("place %s", place).isEmpty();
    }
    assertThat(cuts).isBetween(5, PLACES_MAX - 1);
    assertThat(back).as("where the notes were held yet").isPositive();
  }
}
