package org.specie.offline.purse.planning;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Verdict;
import org.specie.offline.purse.PurseReason;
import org.specie.offline.purse.device.PayOrder;
import org.specie.offline.purse.journal.Journal;
import org.specie.offline.purse.journal.JournalRecord;
import org.specie.offline.purse.journal.Part;
import org.specie.offline.purse.journal.PlannedPayment;
import org.specie.offline.purse.journal.StandingOrder;
import org.specie.offline.purse.paying.Approver;
import org.specie.offline.purse.paying.Paying;
import org.specie.offline.purse.paying.Paying.PayResult;
import org.specie.offline.purse.planning.StandingOrders.Course;
import org.specie.offline.purse.settings.Choices;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.value.Minutes;

/**
 * Payments for later, once or again and again. One leaves the plan when it is paid, whoever had it
 * paid, or cancelled. Spec: docs/spec/52-purse.md section 12.
 */
public final class Schedule {
  /** Most payments that are planned, an order that recurs counted once. */
  public static final int PLANNED_MAX = 256;

  /** So late, a payment that recurs is not made on the word that was given before. */
  public static final int LATE_MINUTES_MAX = 92 * 1_440;

  private final Journal journal;
  private final Paying paying;
  private final Jars jars;
  private final Choices choices;
  private final Map<Hash32, PlannedPayment> planned = new LinkedHashMap<>();
  private final StandingOrders standing;

  /** Begins with none; {@link #replay} brings back what there was. */
  public Schedule(Journal journal, Paying paying, Jars jars, Choices choices) {
    this.choices = choices;
    this.journal = journal;
    this.paying = paying;
    this.jars = jars;
    this.standing = new StandingOrders(paying);
  }

  /** What became of a payment whose time had come. */
  public record Outcome(PlannedPayment payment, PayResult result) {}

  /** Is told of every payment as soon as it is made or refused. */
  @FunctionalInterface
  public interface Teller {
    void tell(Outcome outcome);
  }

  /**
   * Something in the plan.
   *
   * @param key names it
   * @param next what is to be paid next
   * @param order what it belongs to, if it recurs
   * @param made how many payments of the order were made
   */
  public record Entry(Hash32 key, PlannedPayment next, Optional<StandingOrder> order, int made) {}

  /** One time at which something of the plan is to be paid. */
  private record Due(Minutes time, Hash32 key, boolean recurs) {}

  /** Takes in a record of the journal, also of those that are written from here. */
  public void replay(JournalRecord record) {
    standing.replay(record);
    switch (record) {
      case JournalRecord.Planned(PlannedPayment payment) -> planned.put(payment.key(), payment);
      case JournalRecord.Unplanned(Hash32 key) -> planned.remove(key);
      case JournalRecord.Paid(Hash32 key, var _) -> planned.remove(key);
      case JournalRecord.Stocked _,
          JournalRecord.Asked _,
          JournalRecord.AskedByTap _,
          JournalRecord.Withdrawn _,
          JournalRecord.Received _,
          JournalRecord.Redeemed _,
          JournalRecord.Ordered _,
          JournalRecord.Declined _,
          JournalRecord.Allotted _,
          JournalRecord.Blinded _,
          JournalRecord.Wished _,
          JournalRecord.Answered _,
          JournalRecord.Standing _,
          JournalRecord.SetAside _,
          JournalRecord.Learnt _,
          JournalRecord.Adopted _,
          JournalRecord.Kept _,
          JournalRecord.Chosen _ -> {}
    }
  }

  /** Plans a payment that could be made now, but for money, and still can when it is due. */
  public Verdict plan(PlannedPayment payment, Minutes now) throws IOException {
    if (isInPlan(payment.request()) || paying.paidOn(payment.request().token()).isPresent()) {
      return Verdict.refused(PurseReason.ALREADY_PLANNED);
    }
    Verdict possible = possible(payment.request(), payment, now);
    if (possible.isAccepted()) {
      journal.append(new JournalRecord.Planned(payment));
    }
    return possible;
  }

  /** Plans payments that recur, on a token that stays here. */
  public Verdict plan(StandingOrder order, Minutes now) throws IOException {
    Request request = order.first().request();
    if (isInPlan(request)) {
      return Verdict.refused(PurseReason.ALREADY_PLANNED);
    }
    if (!request.token().configuration().dedicated()) {
      return Verdict.refused(PurseReason.PAID_ONCE);
    }
    paying.settle();
    Verdict possible = possible(standing.request(request), order.first(), now);
    if (possible.isAccepted()) {
      journal.append(new JournalRecord.Standing(order));
    }
    return possible;
  }

  private boolean isInPlan(Request request) {
    return planned.containsKey(request.token().digest())
        || standing.uses(request.token().configuration().id());
  }

  /** The same, and puts what it takes into its jar, or does neither. */
  public Verdict planSettingAside(PlannedPayment payment, Minutes now) throws IOException {
    return settingAside(payment, () -> plan(payment, now));
  }

  /** The same for payments that recur: what the first one takes is put into its jar. */
  public Verdict planSettingAside(StandingOrder order, Minutes now) throws IOException {
    return settingAside(order.first(), () -> plan(order, now));
  }

  /** Writes a plan, or says why not. */
  @FunctionalInterface
  private interface Planning {
    Verdict plan() throws IOException;
  }

  /** A crash between the two leaves a plan whose jar is too small, which moves nothing. */
  private Verdict settingAside(PlannedPayment first, Planning planning) throws IOException {
    Check.that(!first.jar().isEmpty(), "what is set aside lies in a jar");
    Amount held = jars.in(first.jar()).plus(first.amount());
    Verdict possible = jars.mayHold(first.jar(), held);
    if (!possible.isAccepted()) {
      return possible;
    }
    Verdict planned = planning.plan();
    return planned.isAccepted() ? jars.setAside(first.jar(), held) : planned;
  }

  private Verdict possible(Request request, PlannedPayment payment, Minutes now) {
    if (!choices.settings().has(Part.PLAN)) {
      return Verdict.refused(PurseReason.PART_OFF);
    }
    Verdict possible = paying.examine(request, payment.amount(), now);
    if (!possible.isAccepted()) {
      return possible;
    }
    Minutes then = payment.due().compareTo(now) < 0 ? now : payment.due();
    if (!request.token().configuration().terms().validity().contains(then)) {
      return Verdict.refused(PurseReason.OVER_BY_THEN);
    }
    return planned.size() + standing.all().size() < PLANNED_MAX
        ? Verdict.accepted()
        : Verdict.refused(PurseReason.PLAN_FULL);
  }

  /** Cancels a payment, or all that are left of an order; whether there was one. */
  public boolean cancel(Hash32 key) throws IOException {
    boolean isThere = planned.containsKey(key) || standing.course(key).isPresent();
    if (isThere) {
      journal.append(new JournalRecord.Unplanned(key));
    }
    return isThere;
  }

  /** What is planned, by time: of an order that recurs, the next payment. */
  public List<Entry> entries() {
    return Stream.concat(
            planned.values().stream().map(each -> new Entry(each.key(), each, Optional.empty(), 0)),
            standing.all().stream().map(this::entry))
        .sorted(Comparator.comparing(each -> each.next().due()))
        .toList();
  }

  private Entry entry(Course course) {
    return new Entry(
        course.order().key(), standing.next(course), Optional.of(course.order()), course.made());
  }

  /** What is to be paid next, by time. */
  public List<PlannedPayment> planned() {
    return entries().stream().map(Entry::next).toList();
  }

  /**
   * The first payment in the plan that {@code funds} less {@code payment} do not cover together
   * with those before it; of an order that recurs, the next payment counts.
   */
  public Optional<PlannedPayment> endangered(Amount funds, Amount payment) {
    long left = funds.minor() - payment.minor();
    for (PlannedPayment each : planned()) {
      left -= each.amount().minor();
      if (left < 0) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  /**
   * Pays what is due, the oldest first: what was approved before, and of the rest what {@code
   * prompt} approves. Before, it finds out what a crash left open, and tells what was paid then.
   */
  public void carryOut(Minutes now, Approver prompt, Teller teller) throws IOException {
    tellWhatWasOpen(now, teller);
    if (!choices.settings().has(Part.PLAN)) {
      return;
    }
    Set<Hash32> waiting = new HashSet<>();
    for (Due each : due(now)) {
      Outcome outcome =
          each.recurs() ? recurring(each, waiting, now, prompt) : once(each, now, prompt);
      teller.tell(outcome);
    }
  }

  private void tellWhatWasOpen(Minutes now, Teller teller) throws IOException {
    List<Hash32> open = paying.open().stream().map(PayOrder::key).toList();
    List<PlannedPayment> hidden =
        planned().stream().filter(each -> open.contains(each.key())).toList();
    paying.settle();
    for (PlannedPayment each : hidden) {
      if (paying.paidOn(each.request().token()).isPresent()) {
        teller.tell(
            new Outcome(each, paying.pay(each.request(), each.amount(), now, order -> false)));
      }
    }
  }

  private List<Due> due(Minutes now) {
    List<Due> due = new ArrayList<>();
    for (PlannedPayment each : planned.values()) {
      if (each.due().compareTo(now) <= 0) {
        due.add(new Due(each.due(), each.key(), false));
      }
    }
    for (Course each : standing.all()) {
      for (Minutes time : StandingOrders.due(each, now)) {
        due.add(new Due(time, each.order().key(), true));
      }
    }
    due.sort(Comparator.comparing(Due::time));
    return due;
  }

  private Outcome once(Due due, Minutes now, Approver prompt) throws IOException {
    PlannedPayment payment =
        Objects.requireNonNull(planned.get(due.key()), "what is due is in the plan");
    return new Outcome(payment, pay(payment, now, payment.isApproved() ? order -> true : prompt));
  }

  /** Payments of an order are made one after the other; behind one that was not, none is. */
  private Outcome recurring(Due due, Set<Hash32> waiting, Minutes now, Approver prompt)
      throws IOException {
    PlannedPayment next = standing.next(standing.course(due.key()).orElseThrow());
    if (waiting.contains(due.key())) {
      PlannedPayment later =
          new PlannedPayment(
              next.request(), next.amount(), due.time(), next.isApproved(), next.jar());
      return new Outcome(later, new PayResult.Refused(PurseReason.EARLIER_WAITS));
    }
    boolean isLate = now.isBeyond(next.due(), LATE_MINUTES_MAX);
    PayResult result = pay(next, now, next.isApproved() && !isLate ? order -> true : prompt);
    if (result instanceof PayResult.Refused) {
      waiting.add(due.key());
    }
    return new Outcome(next, result);
  }

  private PayResult pay(PlannedPayment payment, Minutes now, Approver approver) throws IOException {
    Optional<String> jar = Optional.of(payment.jar()).filter(name -> !name.isEmpty());
    return jars.pay(paying, payment.request(), payment.amount(), jar, now, approver);
  }
}
