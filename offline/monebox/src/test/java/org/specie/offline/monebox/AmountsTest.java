package org.specie.offline.monebox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.specie.quality.requirements.Requirement;

/** Arithmetic byte by byte, held against that of the JDK at every border. */
class AmountsTest {
  private static final long LIMIT = 1L << 40;

  /** Around each power of two that the eight bytes know. */
  private static List<Long> borders() {
    List<Long> borders = new ArrayList<>();
    for (int bit = 0; bit < 63; bit++) {
      for (long off = -2; off <= 2; off++) {
        long value = (1L << bit) + off;
        if (value >= 0) {
          borders.add(value);
        }
      }
    }
    return borders;
  }

  @Test
  @Requirement("R24")
  void agreesWithTheJdkAtEveryBorder() {
    byte[] ram = new byte[24];
    for (long left : borders()) {
      for (long right : borders()) {
        ByteBuffer.wrap(ram).putLong(0, left).putLong(8, right);
        assertThat(Integer.signum(Amounts.compare(ram, (short) 0, ram, (short) 8)))
            .isEqualTo(Long.compareUnsigned(left, right));
        boolean fits = Amounts.add(ram, (short) 0, ram, (short) 8, ram, (short) 16);
        assertThat(fits).isEqualTo(left + right >= 0 && left + right < LIMIT);
        assertThat(ByteBuffer.wrap(ram).getLong(16)).isEqualTo(left + right);
        boolean positive = Amounts.subtract(ram, (short) 0, ram, (short) 8, ram, (short) 16);
        assertThat(positive).isEqualTo(left >= right);
        assertThat(ByteBuffer.wrap(ram).getLong(16)).isEqualTo(left - right);
      }
    }
  }

  @Test
  void knowsWhatItCanHold() {
    for (long value : borders()) {
      byte[] bytes = Authority.amount(value);
      assertThat(Amounts.fits(bytes, (short) 0)).isEqualTo(value < LIMIT);
      assertThat(Amounts.isZero(bytes, (short) 0)).isEqualTo(value == 0);
    }
  }

  @Test
  void carriesOutOfTheLastByte() {
    byte[] ram = ByteBuffer.allocate(24).putLong(-1).putLong(1).array();

    assertThat(Amounts.add(ram, (short) 0, ram, (short) 8, ram, (short) 16)).isFalse();
  }

  @Test
  void countsInFourBytes() {
    byte[] ram = new byte[4];
    for (int value : new int[] {0, 254, 255, 65_535, 16_777_215, 0x7FFF_FFFE, 0x00FF_FF00}) {
      for (short more : new short[] {0, 1, 255, 256, 10_080, Short.MAX_VALUE}) {
        ByteBuffer.wrap(ram).putInt(0, value);
        Counters.add(ram, (short) 0, more);
        assertThat(ByteBuffer.wrap(ram).getInt()).isEqualTo(value + more);
      }
      ByteBuffer.wrap(ram).putInt(0, value);
      Counters.increment(ram, (short) 0);
      assertThat(ByteBuffer.wrap(ram).getInt()).isEqualTo(value + 1);
    }
  }
}
