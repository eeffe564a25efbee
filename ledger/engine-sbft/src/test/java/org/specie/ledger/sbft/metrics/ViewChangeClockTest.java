package org.specie.ledger.sbft.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ViewChangeClockTest {
  private static final long MS = 1_000_000;
  private final Latency taken = new Latency();
  private final ViewChangeClock clock = new ViewChangeClock(taken);

  @Test
  void runsFromTheComplaintToTheView() {
    clock.complained(100 * MS);
    clock.left(120 * MS);
    clock.entered(170 * MS);

    assertThat(taken.count()).isEqualTo(1);
    assertThat(taken.maxMicros()).isEqualTo(70_000);
  }

  @Test
  void countsViewsThatNobodyEnteredWithTheOneThatWas() {
    clock.complained(100 * MS);
    clock.left(120 * MS);
    clock.complained(900 * MS);
    clock.left(950 * MS);
    clock.entered(1_100 * MS);

    assertThat(taken.count()).isEqualTo(1);
    assertThat(taken.maxMicros()).isEqualTo(1_000_000);
  }

  @Test
  void forgetsAComplaintThatWasAnswered() {
    clock.complained(100 * MS);
    clock.progressed();
    clock.left(5_000 * MS);
    clock.progressed();
    clock.entered(5_010 * MS);

    assertThat(taken.count()).isEqualTo(1);
    assertThat(taken.maxMicros()).isEqualTo(10_000);
  }

  @Test
  void saysNothingOfAViewEnteredWithoutLeavingOne() {
    clock.entered(100 * MS);

    assertThat(taken.count()).isZero();
  }
}
