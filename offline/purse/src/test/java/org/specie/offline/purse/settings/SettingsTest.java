package org.specie.offline.purse.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.purse.Mint;
import org.specie.offline.purse.PurseReason;
import org.specie.offline.purse.Table;
import org.specie.offline.purse.device.DeviceReason;
import org.specie.offline.purse.journal.JournalRecord;
import org.specie.offline.purse.journal.Part;
import org.specie.offline.purse.journal.PlannedPayment;
import org.specie.offline.purse.journal.RedeemPolicy;
import org.specie.offline.purse.journal.Settings;
import org.specie.offline.purse.paying.Paying.PayResult;
import org.specie.offline.purse.planning.Schedule;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.message.Message.Response;
import org.specie.quality.requirements.Requirement;

/** Page 52, section 14. */
class SettingsTest {
  private static final int DAY = 1_440;

  private final Table ana;
  private final Table ben;

  SettingsTest() throws IOException {
    ana = Table.with("ana", 1_000);
    ben = Table.with("ben", 0);
  }

  private static void choose(Table table, RedeemPolicy redeem, int wait, Part... without)
      throws IOException {
    table.purse().choices().choose(new Settings(redeem, wait, Set.of(without)));
    table.restart();
  }

  /** Ben is paid so much five minutes from now, and has what he has chosen done with it. */
  private void receives(long minor) throws IOException {
    Response response = ana.pay(ben.ask(minor), minor);
    assertThat(ben.purse().receiving().accept(response, Mint.later(6)).isAccepted()).isTrue();
    assertThat(ben.purse().redemption().afterReceiving()).isEmpty();
  }

  private void due(int minutes) throws IOException {
    assertThat(ben.purse().redemption().whenDue(Mint.later(minutes))).isEmpty();
  }

  @Test
  @Requirement("R81")
  void redeemsAtOnceUnlessSomethingElseIsChosen() throws IOException {
    assertThat(ben.purse().choices().settings()).isEqualTo(Settings.USUAL);
    receives(100);
    assertThat(ben.balanceMinor()).isEqualTo(100);
  }

  @Test
  @Requirement("R81")
  void redeemsWhatIsScheduledWhenItsTimeHasCome() throws IOException {
    choose(ben, RedeemPolicy.SCHEDULED, DAY);
    receives(100);
    due(4 + DAY);
    assertThat(ben.balanceMinor()).isZero();
    ben.restart();
    due(5 + DAY);
    assertThat(ben.balanceMinor()).isEqualTo(100);
    assertThat(ben.purse().receiving().waiting()).isEqualTo(Amount.ZERO);
  }

  @Test
  @Requirement("R81")
  void redeemsBeforePayingWhatIsAboveTheBalance() throws IOException {
    choose(ben, RedeemPolicy.BEFORE_PAYING, 0);
    receives(100);
    due(DAY);
    assertThat(ben.balanceMinor()).isZero();
    Response _ = ben.pay(ana.ask(30), 30);
    assertThat(ben.balanceMinor()).isEqualTo(70);
  }

  @Test
  @Requirement("R81")
  void redeemsByHandAlone() throws IOException {
    choose(ben, RedeemPolicy.BY_HAND, 0);
    receives(100);
    due(DAY);
    assertThat(ben.tryToPay(ana.ask(30), 30))
        .isEqualTo(new PayResult.Refused(DeviceReason.INSUFFICIENT_BALANCE));
    assertThat(ben.balanceMinor()).isZero();
    assertThat(ben.purse().redemption().redeemAll()).isEmpty();
    assertThat(ben.balanceMinor()).isEqualTo(100);
  }

  /** Its payments are lost a week later, whoever chose what. */
  @Test
  void whatIsOnATokenThatIsOverIsRedeemedWhateverIsChosen() throws IOException {
    choose(ben, RedeemPolicy.BY_HAND, 0);
    receives(100);
    due(30 * DAY);
    assertThat(ben.balanceMinor()).isZero();
    due(30 * DAY + 1);
    assertThat(ben.balanceMinor()).isEqualTo(100);
  }

  private Verdict plan(Request request) throws IOException {
    return ana.purse().schedule().plan(planned(request, ""), Mint.NOW);
  }

  private static PlannedPayment planned(Request request, String jar) {
    return new PlannedPayment(request, request.amount().orElseThrow(), Mint.later(DAY), true, jar);
  }

  @Test
  @Requirement({"R96", "R98"})
  void aPurseWithoutJarsLeavesThemAlone() throws IOException {
    assertThat(ana.purse().jars().setAside("rent", Amount.ofMinor(900)).isAccepted()).isTrue();
    choose(ana, RedeemPolicy.AT_ONCE, 0, Part.JARS);
    assertThat(ana.purse().jars().setAside("food", Amount.ofMinor(1)))
        .isEqualTo(Verdict.refused(PurseReason.PART_OFF));
    assertThat(jarPays(ben.ask(200), Optional.of("rent")))
        .isEqualTo(new PayResult.Refused(PurseReason.PART_OFF));
    assertThat(jarPays(ben.ask(200), Optional.empty())).isInstanceOf(PayResult.Paid.class);

    choose(ana, RedeemPolicy.AT_ONCE, 0);
    assertThat(ana.purse().jars().all()).containsOnlyKeys("rent");
    assertThat(jarPays(ben.ask(200), Optional.empty()))
        .isEqualTo(new PayResult.Refused(PurseReason.SET_ASIDE));
  }

  private PayResult jarPays(Request request, Optional<String> jar) throws IOException {
    return ana.purse()
        .jars()
        .pay(
            ana.purse().paying(),
            request,
            request.amount().orElseThrow(),
            jar,
            Mint.later(5),
            order -> true);
  }

  @Test
  @Requirement("R98")
  void aPurseWithoutAPlanPaysNothingLater() throws IOException {
    assertThat(plan(ben.ask(30)).isAccepted()).isTrue();
    choose(ana, RedeemPolicy.AT_ONCE, 0, Part.PLAN, Part.BANK);
    assertThat(ana.purse().choices().settings().has(Part.BANK)).isFalse();
    assertThat(plan(ben.ask(40))).isEqualTo(Verdict.refused(PurseReason.PART_OFF));
    assertThat(carriedOut()).isEmpty();
    assertThat(ana.balanceMinor()).isEqualTo(1_000);

    choose(ana, RedeemPolicy.AT_ONCE, 0);
    assertThat(carriedOut()).hasSize(1);
    assertThat(ana.balanceMinor()).isEqualTo(970);
  }

  private List<Schedule.Outcome> carriedOut() throws IOException {
    List<Schedule.Outcome> outcomes = new ArrayList<>();
    ana.purse().schedule().carryOut(Mint.later(2 * DAY), order -> false, outcomes::add);
    return outcomes;
  }

  @Test
  @Requirement("R97")
  void aPlannedRentMakesItsJar() throws IOException {
    Schedule schedule = ana.purse().schedule();
    assertThat(schedule.planSettingAside(planned(ben.ask(1_001), "rent"), Mint.NOW))
        .isEqualTo(Verdict.refused(PurseReason.MORE_THAN_THERE_IS));
    assertThat(schedule.planned()).isEmpty();
    PlannedPayment rent = planned(ben.ask(400), "rent");
    assertThat(schedule.planSettingAside(rent, Mint.NOW)).isEqualTo(Verdict.accepted());
    assertThat(schedule.planSettingAside(rent, Mint.NOW))
        .isEqualTo(Verdict.refused(PurseReason.ALREADY_PLANNED));
    ana.restart();
    assertThat(ana.purse().jars().all()).containsEntry("rent", Amount.ofMinor(400));
    assertThat(ana.purse().jars().free()).isEqualTo(Amount.ofMinor(600));
    assertThat(carriedOut().getFirst().result()).isInstanceOf(PayResult.Paid.class);
    assertThat(ana.purse().jars().all()).isEmpty();
    assertThat(ana.balanceMinor()).isEqualTo(600);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "11000000000000",
        "11050000000000",
        "11010000000100",
        "11020000000000",
        "11020000276100",
        "11010000000008",
        "110100000000",
        "1101000000000000"
      })
  void readsNoSettingsInAnotherForm(String digits) {
    assertThatThrownBy(() -> JournalRecord.decode(ByteString.hex(digits)))
        .isInstanceOf(MalformedInput.class);
  }

  @Test
  void settingsHaveOneEncoding() throws MalformedInput {
    Settings settings = new Settings(RedeemPolicy.SCHEDULED, 60, Set.of(Part.JARS, Part.BANK));
    ByteString bytes = new JournalRecord.Chosen(settings).encode();
    assertThat(bytes.toHex()).isEqualTo("11020000003c05");
    assertThat(JournalRecord.decode(bytes)).isEqualTo(new JournalRecord.Chosen(settings));
    assertThatThrownBy(() -> new Settings(RedeemPolicy.BY_HAND, 1, Set.of()))
        .isInstanceOf(InvariantViolation.class);
  }
}
