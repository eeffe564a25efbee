package org.specie.offline.purse.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.port.Storage;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.offline.purse.CutStorage;
import org.specie.offline.purse.Fuse;
import org.specie.offline.purse.MemoryDevice;
import org.specie.offline.purse.Mint;
import org.specie.offline.purse.Purse;
import org.specie.offline.purse.PurseReason;
import org.specie.offline.purse.Table;
import org.specie.offline.purse.border.CutDevice;
import org.specie.offline.purse.device.DeviceReason;
import org.specie.offline.purse.history.Movement;
import org.specie.offline.purse.journal.Journal;
import org.specie.offline.purse.journal.PlannedPayment;
import org.specie.offline.purse.journal.StandingOrder;
import org.specie.offline.purse.journal.StandingOrder.Rhythm;
import org.specie.offline.purse.paying.Approver;
import org.specie.offline.purse.paying.Paying.PayResult;
import org.specie.offline.purse.planning.Schedule.Entry;
import org.specie.offline.purse.planning.Schedule.Outcome;
import org.specie.offline.purse.receiving.Receiving.Asking;
import org.specie.offline.token.message.Chain;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.message.Message.Response;
import org.specie.offline.token.value.Minutes;
import org.specie.quality.requirements.Requirement;

/** Page 52, 12.3 to 12.6. The mint's present is the beginning of 21 June 2026. */
class RecurringTest {
  private static final int DAY = 1_440;
  private static final int FIRST_OF_JULY = 10;
  private static final int FIRST_OF_AUGUST = 41;
  private static final int FIRST_OF_SEPTEMBER = 72;
  private static final int LATE_DAYS = Schedule.LATE_MINUTES_MAX / DAY;
  private static final long RENT = 300;
  private static final Approver NOBODY = order -> false;

  private final Random random = new Random(7);
  private final Fuse fuse = new Fuse();
  private Storage disk = new MemoryStorage();
  private MemoryDevice device = new MemoryDevice("ana", 1_000);
  private Purse ana = opened();
  private Table landlord = Table.with("landlord", 0);
  private final List<Outcome> told = new ArrayList<>();

  RecurringTest() throws IOException {}

  /** Ana's program, started on what it had written. */
  private Purse opened() throws IOException {
    Journal journal =
        Journal.open(new CutStorage(disk, fuse), Secret.copyOf(new byte[32]), random::nextBytes)
            .orElseThrow();
    return Purse.open(
        journal,
        Mint.shared().verifier(),
        new CutDevice(device, fuse),
        Mint.shared().credentials());
  }

  private Request asked() throws IOException {
    landlord.purse().receiving().stock(Mint.shared().standing(landlord.device().owner()));
    Asking asking =
        landlord
            .purse()
            .receiving()
            .askStanding(Optional.of(Amount.ofMinor(RENT)), Table.REFERENCE, Mint.NOW, Chain.NONE);
    if (asking instanceof Asking.Handed(Request request)) {
      return request;
    }
    throw new AssertionError(asking);
  }

  private static StandingOrder monthly(Request request, boolean isApproved) {
    return order(request, isApproved, Optional.empty(), Optional.empty());
  }

  private static StandingOrder order(
      Request request, boolean isApproved, Optional<Minutes> until, Optional<Amount> most) {
    PlannedPayment first =
        new PlannedPayment(
            request, Amount.ofMinor(RENT), Mint.later(FIRST_OF_JULY * DAY), isApproved, "");
    return new StandingOrder(first, Rhythm.MONTH, until, most);
  }

  private Verdict plan(StandingOrder order) throws IOException {
    return ana.schedule().plan(order, Mint.NOW);
  }

  private List<Outcome> carryOut(int days, Approver prompt) throws IOException {
    told.clear();
    ana.schedule().carryOut(Mint.later(days * DAY), prompt, told::add);
    return List.copyOf(told);
  }

  private static void refused(Outcome outcome, Reason reason) {
    assertThat(outcome.result()).isEqualTo(new PayResult.Refused(reason));
  }

  private static Response paid(Outcome outcome) {
    if (outcome.result() instanceof PayResult.Paid(Response response)) {
      return response;
    }
    throw new AssertionError(outcome.result());
  }

  private void take(Response response, int days) throws IOException {
    assertThat(landlord.purse().receiving().accept(response, Mint.later(days * DAY)).isAccepted())
        .isTrue();
    assertThat(landlord.purse().redemption().redeemAll()).isEmpty();
  }

  @Test
  void refusesATokenThatIsPaidOnceAndOneThatIsInThePlan() throws IOException {
    assertThat(plan(monthly(landlord.ask(RENT), true)))
        .isEqualTo(Verdict.refused(PurseReason.PAID_ONCE));
    Request request = asked();
    assertThat(plan(monthly(request, true)).isAccepted()).isTrue();
    assertThat(plan(monthly(request, false)))
        .isEqualTo(Verdict.refused(PurseReason.ALREADY_PLANNED));
    PlannedPayment once =
        new PlannedPayment(request, Amount.ofMinor(RENT), Mint.later(DAY), true, "");
    assertThat(ana.schedule().plan(once, Mint.NOW))
        .isEqualTo(Verdict.refused(PurseReason.ALREADY_PLANNED));
    assertThat(ana.schedule().entries()).hasSize(1);
  }

  @Test
  @Requirement("R94")
  void rentIsPaidOnTheFirstOfEveryMonth() throws IOException {
    assertThat(plan(monthly(asked(), true)).isAccepted()).isTrue();
    ana = opened();
    assertThat(carryOut(FIRST_OF_JULY - 1, NOBODY)).isEmpty();

    for (int day : new int[] {FIRST_OF_JULY, FIRST_OF_AUGUST, FIRST_OF_SEPTEMBER}) {
      assertThat(carryOut(day - 1, NOBODY)).isEmpty();
      List<Outcome> outcomes = carryOut(day, NOBODY);
      assertThat(outcomes).hasSize(1);
      assertThat(outcomes.getFirst().payment().due()).isEqualTo(Mint.later(day * DAY));
      take(paid(outcomes.getFirst()), day);
      assertThat(carryOut(day, NOBODY)).isEmpty();
      ana = opened();
    }
    assertThat(landlord.balanceMinor()).isEqualTo(3 * RENT);
    assertThat(device.balanceMinor()).isEqualTo(100);
    Entry entry = ana.schedule().entries().getFirst();
    assertThat(entry.made()).isEqualTo(3);
    assertThat(ana.schedule().endangered(Amount.ofMinor(100), Amount.ZERO)).contains(entry.next());
  }

  @Test
  @Requirement("R94")
  void asksWhereItWasNotApprovedAndWhereItIsLate() throws IOException {
    assertThat(plan(monthly(asked(), false)).isAccepted()).isTrue();
    refused(carryOut(FIRST_OF_JULY, NOBODY).getFirst(), PurseReason.NOT_APPROVED);
    take(paid(carryOut(FIRST_OF_JULY, order -> true).getFirst()), FIRST_OF_JULY);

    assertThat(ana.schedule().cancel(ana.schedule().entries().getFirst().key())).isTrue();
    PlannedPayment early = new PlannedPayment(asked(), Amount.ofMinor(RENT), Mint.NOW, true, "");
    StandingOrder order =
        new StandingOrder(early, Rhythm.MONTH, Optional.of(Mint.NOW), Optional.empty());
    assertThat(plan(order).isAccepted()).isTrue();
    refused(carryOut(LATE_DAYS + 1, NOBODY).getFirst(), PurseReason.NOT_APPROVED);
    assertThat(device.balanceMinor()).isEqualTo(700);
    assertThat(paid(carryOut(LATE_DAYS, NOBODY).getFirst()).payment().amount().minor())
        .isEqualTo(RENT);
    assertThat(device.balanceMinor()).isEqualTo(400);
  }

  /** The computer was off from June to September. */
  @Test
  void everyPaymentThatWasMissedIsShownAndMadeInItsOrder() throws IOException {
    assertThat(plan(monthly(asked(), true)).isAccepted()).isTrue();
    List<Outcome> outcomes = carryOut(FIRST_OF_SEPTEMBER + 5, NOBODY);
    assertThat(outcomes)
        .extracting(each -> each.payment().due())
        .containsExactly(
            Mint.later(FIRST_OF_JULY * DAY),
            Mint.later(FIRST_OF_AUGUST * DAY),
            Mint.later(FIRST_OF_SEPTEMBER * DAY));
    for (Outcome each : outcomes) {
      take(paid(each), FIRST_OF_SEPTEMBER + 5);
    }
    assertThat(landlord.balanceMinor()).isEqualTo(3 * RENT);
  }

  @Test
  void behindAPaymentThatIsRefusedNoneIsMade() throws IOException {
    device = new MemoryDevice("ana", RENT - 1);
    ana = opened();
    assertThat(plan(monthly(asked(), true)).isAccepted()).isTrue();
    List<Outcome> outcomes = carryOut(FIRST_OF_AUGUST, NOBODY);
    assertThat(outcomes).hasSize(2);
    refused(outcomes.getFirst(), DeviceReason.INSUFFICIENT_BALANCE);
    refused(outcomes.getLast(), PurseReason.EARLIER_WAITS);
    assertThat(outcomes.getLast().payment().due()).isEqualTo(Mint.later(FIRST_OF_AUGUST * DAY));
    assertThat(ana.schedule().entries().getFirst().made()).isZero();
  }

  @Test
  void aClockThatIsSetBackPaysNothingTwice() throws IOException {
    assertThat(plan(monthly(asked(), true)).isAccepted()).isTrue();
    assertThat(carryOut(FIRST_OF_AUGUST, NOBODY)).hasSize(2);
    assertThat(carryOut(1, order -> true)).isEmpty();
    ana = opened();
    assertThat(carryOut(FIRST_OF_JULY, order -> true)).isEmpty();
    assertThat(carryOut(FIRST_OF_AUGUST + 1, order -> true)).isEmpty();
    assertThat(carryOut(FIRST_OF_SEPTEMBER, order -> true)).hasSize(1);
    assertThat(device.balanceMinor()).isEqualTo(1_000 - 3 * RENT);
  }

  @Test
  void endsOnItsLastDayWithItsSumAndWhenItIsCancelled() throws IOException {
    Request dated = asked();
    Optional<Minutes> until = Optional.of(Mint.later(FIRST_OF_AUGUST * DAY - 1));
    assertThat(plan(order(dated, true, until, Optional.empty())).isAccepted()).isTrue();
    assertThat(carryOut(FIRST_OF_SEPTEMBER, NOBODY)).hasSize(1);
    assertThat(ana.schedule().entries()).isEmpty();

    Optional<Amount> most = Optional.of(Amount.ofMinor(2 * RENT - 1));
    assertThat(plan(order(asked(), true, Optional.empty(), most)).isAccepted()).isTrue();
    assertThat(carryOut(FIRST_OF_SEPTEMBER, NOBODY)).hasSize(1);

    Request cancelled = asked();
    assertThat(plan(monthly(cancelled, true)).isAccepted()).isTrue();
    assertThat(carryOut(FIRST_OF_JULY, NOBODY)).hasSize(1);
    assertThat(ana.schedule().cancel(cancelled.token().digest())).isTrue();
    assertThat(ana.schedule().cancel(cancelled.token().digest())).isFalse();
    ana = opened();
    assertThat(carryOut(FIRST_OF_SEPTEMBER, order -> true)).isEmpty();
    assertThat(device.balanceMinor()).isEqualTo(100);
  }

  /** An order that ended or was cancelled can be given again: on the token as it stands. */
  @Test
  void goesOnFromAnOrderThatEnded() throws IOException {
    Request request = asked();
    Optional<Minutes> until = Optional.of(Mint.later(FIRST_OF_JULY * DAY));
    assertThat(plan(order(request, true, until, Optional.empty())).isAccepted()).isTrue();
    take(paid(carryOut(FIRST_OF_JULY, NOBODY).getFirst()), FIRST_OF_JULY);
    assertThat(plan(monthly(request, true)).isAccepted()).isTrue();
    assertThat(ana.schedule().entries().getFirst().made()).isZero();
    take(paid(carryOut(FIRST_OF_JULY, NOBODY).getFirst()), FIRST_OF_JULY);
    assertThat(landlord.balanceMinor()).isEqualTo(2 * RENT);
  }

  private void fresh() throws IOException {
    fuse.disarm();
    disk = new MemoryStorage();
    device = new MemoryDevice("ana", 1_000);
    landlord = Table.with("landlord", 0);
    ana = opened();
    assertThat(plan(monthly(asked(), true)).isAccepted()).isTrue();
  }

  /** Three payments are due, and the program ends at one write or step of the device. */
  private boolean payWithACut(int cutAt) throws IOException {
    fresh();
    fuse.cutAfter(cutAt);
    List<Outcome> before = List.of();
    try {
      before = carryOut(FIRST_OF_SEPTEMBER, NOBODY);
    } catch (IOException _) {
      before = List.copyOf(told);
    }
    boolean wasCut = fuse.isBurnt();
    fuse.disarm();
    ana = opened();
    List<Response> shown = new ArrayList<>();
    before.forEach(each -> shown.add(paid(each)));
    carryOut(FIRST_OF_SEPTEMBER, NOBODY).forEach(each -> shown.add(paid(each)));
    assertThat(carryOut(FIRST_OF_SEPTEMBER, NOBODY)).isEmpty();
    assertThat(device.balanceMinor()).as("cut at %s", cutAt).isEqualTo(1_000 - 3 * RENT);
    assertThat(ana.schedule().entries().getFirst().made()).isEqualTo(3);
    for (Movement each : ana.history().movements()) {
      take(new Response(each.token().id(), each.payment(), Chain.NONE), FIRST_OF_SEPTEMBER);
    }
    assertThat(landlord.balanceMinor()).as("cut at %s", cutAt).isEqualTo(3 * RENT);
    assertThat(shown.stream().map(Response::payment).distinct())
        .as("payments that were shown, cut at %s", cutAt)
        .hasSizeGreaterThanOrEqualTo(2);
    return wasCut;
  }

  @Test
  void nothingIsPaidTwiceWhereverTheProgramEnds() throws IOException {
    int cut = 0;
    while (payWithACut(cut)) {
      cut++;
    }
    assertThat(cut).as("places where it was cut").isGreaterThan(15);
  }

  @Test
  void aDeviceThatIsGoneInMidPaymentIsAskedBeforeAnythingIsPaid() throws IOException {
    for (MemoryDevice.Failure failure : MemoryDevice.Failure.values()) {
      fresh();
      device.failOnce(failure);
      assertThatThrownBy(() -> carryOut(FIRST_OF_JULY, NOBODY)).isInstanceOf(IOException.class);
      ana = opened();
      assertThat(carryOut(FIRST_OF_JULY, NOBODY)).hasSize(1);
      assertThat(carryOut(FIRST_OF_JULY, NOBODY)).isEmpty();
      assertThat(device.balanceMinor()).as(failure.toString()).isEqualTo(700);
    }
  }
}
