package org.specie.offline.purse.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.InvariantViolation;
import org.specie.offline.purse.Table;
import org.specie.offline.purse.journal.StandingOrder.Rhythm;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.value.Minutes;

/** Page 52, 12.3: when payments are due. */
class StandingOrderTest {
  private final Request request = Table.with("ben", 0).ask(80);

  StandingOrderTest() throws IOException {}

  private static Minutes at(String day) {
    return new Minutes(
        (int) (LocalDate.parse(day).atStartOfDay().toEpochSecond(ZoneOffset.UTC) / 60));
  }

  private static Optional<Minutes> until(String day) {
    return Optional.of(at(day));
  }

  private StandingOrder order(
      String first, Rhythm rhythm, Optional<Minutes> until, Optional<Amount> most) {
    return new StandingOrder(
        new PlannedPayment(request, Amount.ofMinor(80), at(first), true, ""), rhythm, until, most);
  }

  private StandingOrder order(String first, Rhythm rhythm) {
    return order(first, rhythm, Optional.empty(), Optional.empty());
  }

  private static List<String> days(StandingOrder order, int count) {
    return IntStream.range(0, count)
        .mapToObj(order::due)
        .map(each -> LocalDateTime.ofEpochSecond(each.sinceEpoch() * 60L, 0, ZoneOffset.UTC))
        .map(each -> each.toLocalDate().toString())
        .toList();
  }

  @Test
  void aMonthWithoutTheDayIsPaidOnItsLastAndTheNextOnTheDayAgain() {
    assertThat(days(order("2027-01-31", Rhythm.MONTH), 5))
        .containsExactly("2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30", "2027-05-31");
    assertThat(days(order("2027-12-30", Rhythm.MONTH), 4))
        .containsExactly("2027-12-30", "2028-01-30", "2028-02-29", "2028-03-30");
  }

  @Test
  void weeksHaveSevenDaysAcrossYearsAndLeapDays() {
    assertThat(days(order("2028-02-24", Rhythm.WEEK), 3))
        .containsExactly("2028-02-24", "2028-03-02", "2028-03-09");
    assertThat(days(order("2026-12-28", Rhythm.WEEK), 2))
        .containsExactly("2026-12-28", "2027-01-04");
  }

  @Test
  void endsWithItsLastDayItsSumOrItsLastPayment() {
    StandingOrder dated = order("2027-01-31", Rhythm.MONTH, until("2027-03-31"), Optional.empty());
    assertThat(dated.goesOn(2, Amount.ZERO)).isTrue();
    assertThat(dated.goesOn(3, Amount.ZERO)).isFalse();
    StandingOrder summed =
        order("2027-01-31", Rhythm.WEEK, Optional.empty(), Optional.of(Amount.ofMinor(200)));
    assertThat(summed.goesOn(1, Amount.ofMinor(120))).isTrue();
    assertThat(summed.goesOn(1, Amount.ofMinor(121))).isFalse();
    StandingOrder endless = order("2027-01-31", Rhythm.WEEK);
    assertThat(endless.goesOn(StandingOrder.PAYMENTS_MAX - 1, Amount.ZERO)).isTrue();
    assertThat(endless.goesOn(StandingOrder.PAYMENTS_MAX, Amount.ZERO)).isFalse();
  }

  @Test
  void anOrderHasItsFirstPaymentOrIsNone() {
    assertThatThrownBy(
            () -> order("2027-01-31", Rhythm.WEEK, until("2027-01-30"), Optional.empty()))
        .isInstanceOf(InvariantViolation.class);
    assertThatThrownBy(
            () ->
                order("2027-01-31", Rhythm.WEEK, Optional.empty(), Optional.of(Amount.ofMinor(79))))
        .isInstanceOf(InvariantViolation.class);
  }
}
