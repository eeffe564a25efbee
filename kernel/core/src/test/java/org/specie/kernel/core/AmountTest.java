package org.specie.kernel.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmountTest {
  @ParameterizedTest
  @ValueSource(longs = {-1, Long.MIN_VALUE, Amount.MAX_MINOR + 1, Long.MAX_VALUE})
  void refusesWhatARangeProofCannotShow(long minor) {
    assertThat(Amount.isValid(minor)).isFalse();
    assertThatThrownBy(() -> Amount.ofMinor(minor)).isInstanceOf(InvariantViolation.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "-1",
        "+1",
        "1.",
        ".5",
        "1.234",
        "1,50",
        "1e3",
        "0x10",
        "1 000",
        "٣",
        "NaN",
        "99999999999999",
        "2814749767106.56"
      })
  void refusesTextThatIsNotAnAmount(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Amount.parse(text))
        .withMessageContaining(text);
  }

  @Test
  void stopsWhereASumOrDifferenceLeavesTheRange() {
    Amount most = Amount.ofMinor(Amount.MAX_MINOR);
    Amount one = Amount.ofMinor(1);

    assertThatThrownBy(() -> most.plus(one)).isInstanceOf(InvariantViolation.class);
    assertThatThrownBy(() -> Amount.ZERO.minus(one)).isInstanceOf(InvariantViolation.class);
  }

  @ParameterizedTest
  @CsvSource({"0, 0.00", "7, 0.07", "10, 0.10", "1250, 12.50", "281474976710655, 2814749767106.55"})
  void printsTwoPlacesAndReadsThemBack(long minor, String text) {
    Amount amount = Amount.ofMinor(minor);

    assertThat(amount).hasToString(text);
    assertThat(Amount.parse(text)).isEqualTo(amount);
  }

  @ParameterizedTest
  @CsvSource({"12, 1200", "12.5, 1250", "0012.05, 1205"})
  void readsShorterForms(String text, long minor) {
    assertThat(Amount.parse(text).minor()).isEqualTo(minor);
  }

  @Test
  void twoSuppliesFitIntoOneAmount() {
    Amount cap = Amount.ofMinor(Amount.SUPPLY_CAP_MINOR);

    assertThat(cap.plus(cap).minor()).isLessThanOrEqualTo(Amount.MAX_MINOR);
  }

  @Test
  void coversWhatIsNotLarger() {
    Amount five = Amount.ofMinor(5);

    assertThat(five.covers(Amount.ofMinor(6))).isFalse();
    assertThat(five.covers(five)).isTrue();
    assertThat(five.minus(five)).isEqualTo(Amount.ZERO);
    assertThat(Amount.ofMinor(6)).isGreaterThan(five);
  }
}
