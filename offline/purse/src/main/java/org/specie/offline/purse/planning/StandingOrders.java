package org.specie.offline.purse.planning;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Hash32;
import org.specie.offline.purse.device.PayOrder;
import org.specie.offline.purse.journal.JournalRecord;
import org.specie.offline.purse.journal.PlannedPayment;
import org.specie.offline.purse.journal.StandingOrder;
import org.specie.offline.purse.paying.Paying;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.receipt.Payment;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.TokenId;

/**
 * Payments that recur. How many of an order were made is how many its token was paid since it was
 * given, as the journal says: there is no second count that a crash could leave behind. Spec:
 * docs/spec/52-purse.md 12.3 to 12.6.
 */
final class StandingOrders {
  private final Paying paying;
  private final Map<Hash32, Course> courses = new LinkedHashMap<>();
  private final Map<Hash32, TokenId> ordered = new HashMap<>();

  StandingOrders(Paying paying) {
    this.paying = paying;
  }

  /** An order, how many of its payments were made, and what with them. */
  record Course(StandingOrder order, int made, Amount paid) {
    boolean goesOn() {
      return order.goesOn(made, paid);
    }

    private TokenId token() {
      return order.first().request().token().configuration().id();
    }

    private Course after(Payment payment) {
      return new Course(order, made + 1, paid.plus(payment.amount()));
    }
  }

  void replay(JournalRecord record) {
    switch (record) {
      case JournalRecord.Standing(StandingOrder order) ->
          courses.put(order.key(), new Course(order, 0, Amount.ZERO));
      case JournalRecord.Unplanned(Hash32 key) -> courses.remove(key);
      case JournalRecord.Ordered(PayOrder order) ->
          ordered.put(order.key(), order.token().configuration().id());
      case JournalRecord.Declined(Hash32 key) -> ordered.remove(key);
      case JournalRecord.Paid(Hash32 key, Payment payment) -> {
        TokenId id = ordered.remove(key);
        courses.replaceAll(
            (_, course) -> course.token().equals(id) ? course.after(payment) : course);
      }
      case JournalRecord.Stocked _,
          JournalRecord.Asked _,
          JournalRecord.AskedByTap _,
          JournalRecord.Withdrawn _,
          JournalRecord.Received _,
          JournalRecord.Redeemed _,
          JournalRecord.Allotted _,
          JournalRecord.Blinded _,
          JournalRecord.Wished _,
          JournalRecord.Answered _,
          JournalRecord.Planned _,
          JournalRecord.SetAside _,
          JournalRecord.Learnt _,
          JournalRecord.Adopted _,
          JournalRecord.Kept _,
          JournalRecord.Chosen _ -> {}
    }
  }

  /** The order of this name, if it goes on. */
  Optional<Course> course(Hash32 key) {
    return Optional.ofNullable(courses.get(key)).filter(Course::goesOn);
  }

  /** Those that go on. */
  List<Course> all() {
    return courses.values().stream().filter(Course::goesOn).toList();
  }

  /** Whether one that goes on pays with this token. */
  boolean uses(TokenId token) {
    return all().stream().anyMatch(each -> each.token().equals(token));
  }

  /** When those payments of an order are due that are due by now and not made. */
  static List<Minutes> due(Course course, Minutes now) {
    List<Minutes> times = new ArrayList<>();
    Course each = course;
    while (each.goesOn() && each.order().due(each.made()).compareTo(now) <= 0) {
      times.add(each.order().due(each.made()));
      each =
          new Course(
              each.order(), each.made() + 1, each.paid().plus(each.order().first().amount()));
    }
    return times;
  }

  /** The next payment of an order that goes on: on its token as it stands now. */
  PlannedPayment next(Course course) {
    PlannedPayment first = course.order().first();
    return new PlannedPayment(
        request(first.request()),
        first.amount(),
        course.order().due(course.made()),
        first.isApproved(),
        first.jar());
  }

  /** The request with which the token of {@code given} is paid next. */
  Request request(Request given) {
    return paying
        .again(given.token().configuration().id(), given.reference())
        .filter(again -> again.token().sequence() > given.token().sequence())
        .orElse(given);
  }
}
