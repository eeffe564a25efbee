package org.specie.offline.purse.planning;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Verdict;
import org.specie.offline.purse.PurseReason;
import org.specie.offline.purse.journal.Journal;
import org.specie.offline.purse.journal.JournalRecord;
import org.specie.offline.purse.journal.PlannedPayment;
import org.specie.offline.purse.paying.Approver;
import org.specie.offline.purse.paying.Paying;
import org.specie.offline.purse.paying.Paying.PayResult;
import org.specie.offline.token.value.Minutes;

/**
 * Payments for later. One leaves the plan when it is paid, whoever had it paid, or cancelled. Spec:
 * docs/spec/52-purse.md section 12.
 */
public final class Schedule {
  /** Most payments that are planned. */
  public static final int PLANNED_MAX = 256;

  private final Journal journal;
  private final Paying paying;
  private final Jars jars;
  private final Map<Hash32, PlannedPayment> planned = new LinkedHashMap<>();

  /** Begins with none; {@link #replay} brings back what there was. */
  public Schedule(Journal journal, Paying paying, Jars jars) {
    this.journal = journal;
    this.paying = paying;
    this.jars = jars;
  }

  /** What became of a payment whose time had come. */
  public record Outcome(PlannedPayment payment, PayResult result) {}

  /** Takes in a record of the journal, also of those that are written from here. */
  public void replay(JournalRecord record) {
    switch (record) {
      case JournalRecord.Planned(PlannedPayment payment) -> planned.put(payment.key(), payment);
      case JournalRecord.Unplanned(Hash32 key) -> planned.remove(key);
      case JournalRecord.Paid(Hash32 key, var _) -> planned.remove(key);
      case JournalRecord.Stocked _,
          JournalRecord.Asked _,
          JournalRecord.Received _,
          JournalRecord.Redeemed _,
          JournalRecord.Ordered _,
          JournalRecord.Declined _,
          JournalRecord.Allotted _,
          JournalRecord.Blinded _,
          JournalRecord.Wished _,
          JournalRecord.Answered _,
          JournalRecord.SetAside _ -> {}
    }
  }

  /** Plans a payment that could be made now, but for money, and still can when it is due. */
  public Verdict plan(PlannedPayment payment, Minutes now) throws IOException {
    if (planned.containsKey(payment.key())
        || paying.paidOn(payment.request().token()).isPresent()) {
      return Verdict.refused(PurseReason.ALREADY_PLANNED);
    }
    Verdict possible = paying.examine(payment.request(), payment.amount(), now);
    if (!possible.isAccepted()) {
      return possible;
    }
    if (!payment.request().token().configuration().terms().validity().contains(payment.due())) {
      return Verdict.refused(PurseReason.OVER_BY_THEN);
    }
    if (planned.size() >= PLANNED_MAX) {
      return Verdict.refused(PurseReason.PLAN_FULL);
    }
    journal.append(new JournalRecord.Planned(payment));
    return Verdict.accepted();
  }

  /** Cancels a payment; whether there was one. */
  public boolean cancel(Hash32 key) throws IOException {
    boolean isThere = planned.containsKey(key);
    if (isThere) {
      journal.append(new JournalRecord.Unplanned(key));
    }
    return isThere;
  }

  /** What is planned, by time. */
  public List<PlannedPayment> planned() {
    return planned.values().stream().sorted(Comparator.comparing(PlannedPayment::due)).toList();
  }

  /** What is planned and due. */
  public List<PlannedPayment> due(Minutes now) {
    return planned().stream().filter(each -> each.due().compareTo(now) <= 0).toList();
  }

  /**
   * The first payment in the plan that {@code funds} less {@code payment} do not cover together
   * with those before it.
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

  /** Pays what is due: what was approved before, and of the rest what {@code prompt} approves. */
  public List<Outcome> carryOut(Minutes now, Approver prompt) throws IOException {
    List<Outcome> outcomes = new ArrayList<>();
    for (PlannedPayment each : due(now)) {
      Approver approver = each.isApproved() ? order -> true : prompt;
      Optional<String> jar = Optional.of(each.jar()).filter(name -> !name.isEmpty());
      outcomes.add(
          new Outcome(each, jars.pay(paying, each.request(), each.amount(), jar, now, approver)));
    }
    return outcomes;
  }
}
