package org.specie.offline.monebox;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.specie.offline.simulator.PersistentMemory;
import org.specie.quality.requirements.Requirement;

/** Damage to a sum is found, and ends the card's use (51.3). */
@Requirement("R24")
class GuardedAmountsTest {
  private static final int CELL_BITS = 128;

  /** The four sums, in persistent memory. */
  private static final int SUMS = 64;

  @Test
  void findsEveryOneTwoAndThreeFlippedBits() throws ReflectiveOperationException {
    GuardedAmounts amounts = new GuardedAmounts((short) 1);
    Field field = GuardedAmounts.class.getDeclaredField("cells");
    field.setAccessible(true);
    byte[] cell = (byte[]) field.get(amounts);
    amounts.write((short) 0, Authority.amount(0x12_3456_789AL), (short) 0);
    assertThat(amounts.intact((short) 0)).isTrue();
    List<String> missed = new ArrayList<>();
    for (int i = 0; i < CELL_BITS; i++) {
      for (int j = i; j < CELL_BITS; j++) {
        for (int k = j; k < CELL_BITS; k++) {
          if (i == j && j != k) {
            continue;
          }
          flip(cell, i, j, k);
          if (amounts.intact((short) 0)) {
            missed.add(i + " " + j + " " + k);
          }
          flip(cell, i, j, k);
        }
      }
    }

    assertThat(missed).isEmpty();
  }

  /** Three bits; one where all are the same, two where the last two are. */
  private static void flip(byte[] cell, int i, int j, int k) {
    toggle(cell, i);
    if (j != i) {
      toggle(cell, j);
    }
    if (k != j) {
      toggle(cell, k);
    }
  }

  private static void toggle(byte[] cell, int bit) {
    cell[bit / 8] ^= (byte) (1 << (bit % 8));
  }

  @Test
  void keepsAmountsUpToTheLargest() {
    GuardedAmounts amounts = new GuardedAmounts((short) 2);
    byte[] read = new byte[8];
    for (long value : new long[] {0, 1, 255, 1L << 39, (1L << 40) - 1}) {
      amounts.write((short) 1, Authority.amount(value), (short) 0);
      amounts.read((short) 1, read, (short) 0);
      assertThat(read).isEqualTo(Authority.amount(value));
      assertThat(amounts.intact((short) 1)).isTrue();
      assertThat(amounts.intact((short) 0)).isTrue();
    }
  }

  @Test
  @Requirement("R106")
  void damagedSumEndsTheCardsUse() {
    Host host = Cards.funded(10_000, 1);
    byte[] token = Cards.blank().token().issue();
    PersistentMemory memory = host.card.memory();
    for (byte[] array : memory.arrays()) {
      if (array.length == SUMS) {
        byte[] damaged = array.clone();
        damaged[4] ^= 1;
        memory.restore(array, damaged);
      }
    }

    assertThat(host.pay(token, 10).status()).isEqualTo(StatusWords.BALANCE_BROKEN);

    assertThat(host.card.select()[1]).isEqualTo(Lifecycle.DISABLED);
    assertThat(host.pay(token, 10).status()).isEqualTo(StatusWords.WRONG_STATE);
  }

  /** Two sums that are intact and do not fit together are damage as well. */
  @Test
  void equationIsPartOfTheCheck() {
    Host host = Cards.funded(10_000, 1);
    PersistentMemory memory = host.card.memory();
    for (byte[] array : memory.arrays()) {
      if (array.length == SUMS) {
        byte[] swapped = array.clone();
        System.arraycopy(array, 0, swapped, 48, 16);
        memory.restore(array, swapped);
      }
    }

    assertThat(host.load(2, 1).status()).isEqualTo(StatusWords.BALANCE_BROKEN);
  }
}
