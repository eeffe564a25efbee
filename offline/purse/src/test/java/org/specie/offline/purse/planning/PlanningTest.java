package org.specie.offline.purse.planning;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.offline.purse.Mint;
import org.specie.offline.purse.PurseReason;
import org.specie.offline.purse.Table;
import org.specie.offline.purse.device.DeviceReason;
import org.specie.offline.purse.journal.PlannedPayment;
import org.specie.offline.purse.paying.Approver;
import org.specie.offline.purse.paying.Paying.PayResult;
import org.specie.offline.token.check.TokenReason;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.message.Message.Response;
import org.specie.quality.requirements.Requirement;

/** Page 52, sections 12 and 13. */
class PlanningTest {
  private static final int DAY = 1_440;
  private static final Approver NOBODY = order -> false;

  private final Table ana;
  private final Table ben;

  PlanningTest() throws IOException {
    ana = Table.with("ana", 1_000);
    ben = Table.with("ben", 0);
  }

  private static Amount sum(long minor) {
    return Amount.ofMinor(minor);
  }

  private static PlannedPayment planned(Request request, long minor, int days, boolean approved) {
    return new PlannedPayment(request, sum(minor), Mint.later(days * DAY), approved, "");
  }

  private Verdict plan(PlannedPayment payment) throws IOException {
    return ana.purse().schedule().plan(payment, Mint.NOW);
  }

  private static Verdict refused(Reason reason) {
    return Verdict.refused(reason);
  }

  private List<Schedule.Outcome> carryOut(int days, Approver prompt) throws IOException {
    List<Schedule.Outcome> outcomes = new ArrayList<>();
    ana.purse().schedule().carryOut(Mint.later(days * DAY), prompt, outcomes::add);
    return outcomes;
  }

  @Test
  void refusesWhatCouldNotBePaid() throws IOException {
    Request request = ben.ask(30);
    assertThat(plan(planned(request, 31, 1, true))).isEqualTo(refused(TokenReason.OTHER_AMOUNT));
    assertThat(plan(planned(request, 30, 5_000, true)))
        .isEqualTo(refused(PurseReason.OVER_BY_THEN));
    assertThat(plan(planned(request, 30, 1, true)).isAccepted()).isTrue();
    assertThat(plan(planned(request, 30, 2, false)))
        .isEqualTo(refused(PurseReason.ALREADY_PLANNED));
    Request paid = ben.ask(5);
    ben.take(ana.pay(paid, 5));
    assertThat(plan(planned(paid, 5, 1, true))).isEqualTo(refused(PurseReason.ALREADY_PLANNED));
    assertThat(ana.purse().schedule().planned()).hasSize(1);
    assertThat(ana.balanceMinor()).isEqualTo(995);
  }

  @Test
  @Requirement("R76")
  void paysWhatIsApprovedWhenItIsDueAndPromptsForTheRest() throws IOException {
    Request rent = ben.ask(300);
    Request papers = ben.ask(20);
    assertThat(plan(planned(rent, 300, 3, true)).isAccepted()).isTrue();
    assertThat(plan(planned(papers, 20, 2, false)).isAccepted()).isTrue();
    ana.restart();

    assertThat(carryOut(1, NOBODY)).isEmpty();
    List<Schedule.Outcome> outcomes = carryOut(3, NOBODY);
    assertThat(outcomes).hasSize(2);
    assertThat(outcomes.getFirst().result())
        .isEqualTo(new PayResult.Refused(PurseReason.NOT_APPROVED));
    assertThat(outcomes.getLast().result()).isInstanceOf(PayResult.Paid.class);
    assertThat(ana.balanceMinor()).isEqualTo(700);

    ana.restart();
    assertThat(ana.purse().schedule().planned()).containsExactly(planned(papers, 20, 2, false));
    assertThat(carryOut(3, order -> true).getFirst().result()).isInstanceOf(PayResult.Paid.class);
    assertThat(ana.purse().schedule().planned()).isEmpty();
    assertThat(carryOut(4, order -> true)).isEmpty();
    assertThat(ana.balanceMinor()).isEqualTo(680);
  }

  @Test
  void whatIsPaidOtherwiseOrCancelledLeavesThePlan() throws IOException {
    Request first = ben.ask(30);
    Request second = ben.ask(40);
    assertThat(plan(planned(first, 30, 1, true)).isAccepted()).isTrue();
    assertThat(plan(planned(second, 40, 1, true)).isAccepted()).isTrue();
    Response _ = ana.pay(first, 30);
    assertThat(ana.purse().schedule().cancel(second.token().digest())).isTrue();
    assertThat(ana.purse().schedule().cancel(second.token().digest())).isFalse();
    assertThat(carryOut(2, order -> true)).isEmpty();
    ana.restart();
    assertThat(ana.purse().schedule().planned()).isEmpty();
    assertThat(ana.balanceMinor()).isEqualTo(970);
  }

  @Test
  @Requirement("R95")
  void warnsOfAPaymentThatEndangersAPlannedOne() throws IOException {
    PlannedPayment early = planned(ben.ask(300), 300, 2, true);
    PlannedPayment late = planned(ben.ask(400), 400, 9, true);
    assertThat(plan(late).isAccepted()).isTrue();
    assertThat(plan(early).isAccepted()).isTrue();
    Schedule schedule = ana.purse().schedule();
    assertThat(schedule.endangered(sum(1_000), sum(300))).isEmpty();
    assertThat(schedule.endangered(sum(1_000), sum(301))).contains(late);
    assertThat(schedule.endangered(sum(1_000), sum(701))).contains(early);
    assertThat(schedule.endangered(sum(0), sum(1))).contains(early);
  }

  @Test
  void aRefusedPaymentStaysInThePlan() throws IOException {
    Request request = ben.ask(2_000);
    assertThat(plan(planned(request, 2_000, 1, true)).isAccepted()).isTrue();
    assertThat(carryOut(1, NOBODY).getFirst().result())
        .isEqualTo(new PayResult.Refused(DeviceReason.INSUFFICIENT_BALANCE));
    assertThat(ana.purse().schedule().planned()).hasSize(1);
  }

  private PayResult pay(Request request, long minor, Optional<String> jar) throws IOException {
    return ana.purse()
        .jars()
        .pay(ana.purse().paying(), request, sum(minor), jar, Mint.later(5), order -> true);
  }

  @Test
  @Requirement("R96")
  void jarsHoldAtMostWhatThereIs() throws IOException {
    Jars jars = ana.purse().jars();
    assertThat(jars.setAside("rent", sum(1_001)))
        .isEqualTo(refused(PurseReason.MORE_THAN_THERE_IS));
    assertThat(jars.setAside("rent", sum(600)).isAccepted()).isTrue();
    assertThat(jars.setAside("food", sum(401))).isEqualTo(refused(PurseReason.MORE_THAN_THERE_IS));
    assertThat(jars.setAside("food", sum(400)).isAccepted()).isTrue();
    assertThat(jars.setAside("rent", sum(500)).isAccepted()).isTrue();
    assertThat(jars.free()).isEqualTo(sum(100));
    assertThat(jars.setAside("food", Amount.ZERO).isAccepted()).isTrue();
    ana.restart();
    assertThat(ana.purse().jars().all()).containsOnlyKeys("rent").containsValue(sum(500));
  }

  @Test
  void aJarIsLoweredAlsoWhileTheOthersHoldMoreThanThereIs() throws IOException {
    Jars jars = ana.purse().jars();
    assertThat(jars.setAside("rent", sum(600)).isAccepted()).isTrue();
    assertThat(jars.setAside("food", sum(400)).isAccepted()).isTrue();
    // Paid without the jars: now they hold more than there is.
    Response _ = ana.pay(ben.ask(700), 700);
    assertThat(jars.setAside("food", sum(401))).isEqualTo(refused(PurseReason.MORE_THAN_THERE_IS));
    assertThat(jars.setAside("food", sum(100)).isAccepted()).isTrue();
    assertThat(jars.setAside("rent", sum(200)).isAccepted()).isTrue();
    assertThat(jars.free()).isEqualTo(Amount.ZERO);
  }

  @Test
  @Requirement("R96")
  void aPaymentLeavesItsJarAndNoOther() throws IOException {
    assertThat(ana.purse().jars().setAside("rent", sum(600)).isAccepted()).isTrue();
    Request request = ben.ask(450);
    assertThat(pay(request, 450, Optional.empty()))
        .isEqualTo(new PayResult.Refused(PurseReason.SET_ASIDE));
    assertThat(pay(request, 450, Optional.of("food")))
        .isEqualTo(new PayResult.Refused(PurseReason.JAR_TOO_SMALL));
    assertThat(ana.balanceMinor()).isEqualTo(1_000);
    assertThat(pay(request, 450, Optional.of("rent"))).isInstanceOf(PayResult.Paid.class);
    assertThat(pay(request, 450, Optional.of("rent"))).isInstanceOf(PayResult.Paid.class);
    ana.restart();
    assertThat(ana.purse().jars().all().get("rent")).isEqualTo(sum(150));
    assertThat(ana.purse().jars().free()).isEqualTo(sum(400));
    assertThat(pay(ben.ask(400), 400, Optional.empty())).isInstanceOf(PayResult.Paid.class);
    assertThat(ana.balanceMinor()).isEqualTo(150);
  }

  @Test
  void aPlannedPaymentIsPaidOutOfItsJar() throws IOException {
    Request request = ben.ask(300);
    PlannedPayment rent = new PlannedPayment(request, sum(300), Mint.later(DAY), true, "rent");
    assertThat(plan(rent).isAccepted()).isTrue();
    assertThat(carryOut(1, NOBODY).getFirst().result())
        .isEqualTo(new PayResult.Refused(PurseReason.JAR_TOO_SMALL));
    assertThat(ana.purse().jars().setAside("rent", sum(300)).isAccepted()).isTrue();
    assertThat(carryOut(1, NOBODY).getFirst().result()).isInstanceOf(PayResult.Paid.class);
    assertThat(ana.purse().jars().all()).isEmpty();
  }
}
