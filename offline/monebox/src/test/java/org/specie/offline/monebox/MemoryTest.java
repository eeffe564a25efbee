package org.specie.offline.monebox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.specie.offline.simulator.PersistentMemory;
import org.specie.quality.requirements.Requirement;

/** The sizes that 51.3 and 51.11 name. */
class MemoryTest {
  /** What does not depend on the installer's numbers. */
  private static final int FIXED = 64 + 2 + 164 + 32 + 16 + 1_757 + 1_253 + 1 + 257 + 36 + 82;

  @Test
  void persistentMemoryHasTheSizeOfThePage() {
    assertThat(size(Cards.blank()))
        .isEqualTo(
            FIXED + 331 * Cards.KEYS + 475 * Cards.RESULTS + 24 * Cards.PAID + 64 * Cards.OWN);
  }

  /** Balance 1 and balance 10^12 take the same room. */
  @Test
  @Requirement("R23")
  void roomDoesNotDependOnTheAmount() {
    Host poor = Cards.funded(1, 0);
    Host rich = Cards.funded(1_000_000_000_000L, 0);

    assertThat(size(poor)).isEqualTo(size(rich));
    assertThat(rich.status().balance()).isEqualTo(1_000_000_000_000L);
  }

  private static int size(Host host) {
    int total = 0;
    for (byte[] array : host.card.memory().arrays()) {
      total += array.length;
    }
    return total;
  }

  @Test
  void transactionsJournalWhatThePageSays() {
    Host blank = Cards.blank();
    blank.test().expectOk();
    assertThat(journalled(blank, blank::initialise)).isEqualTo(126);
    Host ana = Cards.funded(1_000, 1);
    Host ben = Cards.operational();
    byte[] token = ben.token().issue();
    assertThat(journalled(ana, () -> ana.load(2, 5))).isEqualTo(56);
    assertThat(journalled(ana, () -> ana.pay(token, 10))).isEqualTo(118);
    byte[] payment = ana.getResult(token).expectData();
    assertThat(journalled(ben, () -> ben.redeem(token, payment))).isEqualTo(116);
  }

  private interface Command {
    Answer send();
  }

  private static int journalled(Host host, Command command) {
    PersistentMemory memory = host.card.memory();
    memory.begin(Integer.MAX_VALUE);
    command.send().expectOk();
    return memory.journalledMost();
  }

  /**
   * What a payer sends says nothing about the payer: byte by byte, it is known where it is from.
   */
  @Test
  @Requirement("R25")
  void paymentHoldsNothingOfThePayer() {
    Host ana = Cards.funded(1_000, 1);
    byte[] token = Cards.blank().token().issue();

    String payment = text(ana.pay(token, 10).expectData());

    assertThat(payment).doesNotContain(text(ana.deviceId));
    assertThat(payment).doesNotContain(text(ana.ownerId));
    assertThat(payment).doesNotContain(text(ana.devicePoint));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
