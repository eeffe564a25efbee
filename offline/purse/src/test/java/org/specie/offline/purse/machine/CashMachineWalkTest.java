package org.specie.offline.purse.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.specie.quality.requirements.Requirement;

/**
 * Customers do what they like in a random order, and power fails before and after every write of
 * the book, the note unit, the purse and its device. Spec: docs/spec/62-cash-machine.md section 1.
 */
@Requirement("R53")
class CashMachineWalkTest {
  private static final int WALKS = 16;
  private static final int STEPS = 60;

  @Test
  void whateverPeopleDoAndWhereverPowerFailsNobodyLoses() throws IOException {
    int cuts = 0;
    int events = 0;
    int cashBack = 0;
    int notesBack = 0;
    for (int seed = 0; seed < WALKS; seed++) {
      CashMachineWalk walk = new CashMachineWalk(seed);
      for (int i = 0; i < STEPS; i++) {
        walk.step();
      }
      walk.end();
      cuts += walk.cuts();
      events += walk.dispensed();
      cashBack += walk.cashBack();
      notesBack += walk.notesBack();
    }
    // Every way through the two machines of the page was walked.
    assertThat(cuts).as("cuts").isGreaterThan(100);
    assertThat(events).as("note-dispensing events").isGreaterThan(50);
    assertThat(cashBack).as("sales whose cash went back").isGreaterThan(5);
    assertThat(notesBack).as("payouts whose notes were given back").isGreaterThan(5);
  }
}
