package org.specie.offline.purse.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Verdict;
import org.specie.offline.purse.paying.Paying.PayResult;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.message.Message.Response;
import org.specie.quality.requirements.Requirement;

/**
 * A start hands nothing out, and tells what waits. Spec: docs/spec/62-cash-machine.md section 5.
 */
@Requirement("R53")
class CashMachineStartTest extends MachineScene {
  @Test
  void whatIsStuckStopsNobodyElse() throws IOException {
    Request stuck = wants(1_500);
    Request other = wants(500);
    Hash32 key = stuck.token().digest();
    notes.jam(MachineBook.named(MachineBook.SALE, key));
    Response jammed = ana.pay(stuck, 1_500);
    assertThatThrownBy(() -> machine.paid(jammed, SOON)).isInstanceOf(IOException.class);
    fuse.cutAfter(0);
    Response cut = ben.pay(other, 500);
    assertThatThrownBy(() -> machine.paid(cut, SOON)).isInstanceOf(IOException.class);
    assertThat(restart()).containsExactlyInAnyOrder(waits(stuck), waits(other));
    assertThat(machine.paid(cut, SOON).isAccepted()).isTrue();
    assertThat(notes.events).containsExactly(500L);
    notes.repair();
    assertThat(restart()).containsExactly(waits(stuck));
    assertThat(machine.paid(jammed, SOON).isAccepted()).isTrue();
    assertThat(notes.events).containsExactly(500L, 1_500L);
  }

  /** Ana pays, power fails, she goes home: her notes wait for her, and for nobody who passes. */
  @Test
  void aStartHandsOutNoNotes() throws IOException {
    Request asked = wants(1_500);
    Response paid = ana.pay(asked, 1_500);
    notes.jam(true);
    assertThatThrownBy(() -> machine.paid(paid, SOON)).isInstanceOf(IOException.class);
    long more = 2 * STOCK;
    Request request = ben.ask(more);
    notes.jam(false);
    insert("ben", more);
    notes.jam(MachineBook.named(MachineBook.GIVING_BACK, request.token().digest()));
    assertThatThrownBy(() -> machine.buyNotes(request, SOON)).isInstanceOf(IOException.class);
    notes.repair();
    assertThat(restart()).containsExactly(waits(asked), waits(request));
    assertThat(restart()).as("told again").containsExactly(waits(asked), waits(request));
    assertThat(notes.events).isEmpty();
    assertThat(machine.paid(paid, SOON)).isEqualTo(Verdict.accepted());
    assertThat(machine.buyNotes(request, SOON))
        .isEqualTo(new PayResult.Refused(MachineReason.NOTES_GIVEN_BACK));
    assertThat(notes.events).containsExactly(1_500L, more);
    assertThat(restart()).isEmpty();
  }

  /** They came out and the book does not say so: the unit does, and nothing waits. */
  @Test
  void whatCameOutBeforeTheCutWaitsForNobody() throws IOException {
    Request asked = wants(1_500);
    Response paid = ana.pay(asked, 1_500);
    notes.jam(true);
    assertThatThrownBy(() -> machine.paid(paid, SOON)).isInstanceOf(IOException.class);
    notes.repair();
    fuse.cutAfter(1);
    assertThatThrownBy(() -> machine.paid(paid, SOON)).isInstanceOf(IOException.class);
    assertThat(notes.events).containsExactly(1_500L);
    assertThat(stageOf(asked)).contains(Sale.Stage.NOTES);
    assertThat(restart()).isEmpty();
    assertThat(stageOf(asked)).contains(Sale.Stage.DONE);
    assertThat(notes.events).containsExactly(1_500L);
  }
}
