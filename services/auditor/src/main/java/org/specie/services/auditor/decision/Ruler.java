package org.specie.services.auditor.decision;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.port.Clock;
import org.specie.services.auditor.AuditorReason;
import org.specie.services.auditor.decision.Decision.Outcome;
import org.specie.services.auditor.message.Question;

/**
 * Decides about payments that have been examined, one after the other, so that two of one payer at
 * the same time count against the same day; each decision is in the record before it is answered.
 */
public final class Ruler {
  /**
   * So many payments of one payer may wait: each state proves any number of payments, and somebody
   * who shows them all would leave no room for others.
   */
  static final int WAITING_OF_ONE_MAX = 8;

  private final ApprovalRules rules;
  private final DecisionBook book;
  private final Clock clock;

  public Ruler(ApprovalRules rules, DecisionBook book, Clock clock) {
    this.rules = rules;
    this.book = book;
    this.clock = clock;
  }

  /** What the record says last about the payment {@code core}. */
  public Optional<Decision> known(Hash32 core) throws IOException {
    return book.last(core);
  }

  /** What waits for a person, the longest first. */
  public List<Decision> waiting() {
    return book.waiting();
  }

  /** Entries of the record. */
  public long decisions() {
    return book.count();
  }

  /** The hash of the last of them. */
  public Hash32 head() {
    return book.head();
  }

  /**
   * Decides about {@code payment} by rule; nothing if a person would have to, and too much waits.
   *
   * @param height of the ledger: what waits and has expired makes room
   */
  public synchronized Optional<Decision> decide(ShownPayment payment, long height)
      throws IOException {
    Optional<Decision> known = book.last(payment.core());
    if (known.isPresent()) {
      return known;
    }
    long now = clock.epochSeconds();
    return switch (rules.on(payment, book.approvedOn(now, payment.payerKey()))) {
      case APPROVE -> Optional.of(byRule(now, payment, Outcome.APPROVED, 0));
      case REFUSE ->
          Optional.of(byRule(now, payment, Outcome.REFUSED, AuditorReason.RULES_REFUSE.code()));
      case NO_PERSON ->
          Optional.of(byRule(now, payment, Outcome.REFUSED, AuditorReason.NO_PERSON.code()));
      case ASK_A_PERSON -> {
        lapse(height);
        yield hasRoomFor(payment)
            ? Optional.of(byRule(now, payment, Outcome.WAITING, 0))
            : Optional.empty();
      }
    };
  }

  private boolean hasRoomFor(ShownPayment payment) {
    List<Decision> waiting = book.waiting();
    long ofThePayer =
        waiting.stream()
            .filter(each -> each.payment().payerKey().equals(payment.payerKey()))
            .count();
    return waiting.size() < rules.waitingMax() && ofThePayer < WAITING_OF_ONE_MAX;
  }

  private Decision byRule(long now, ShownPayment payment, Outcome outcome, int code)
      throws IOException {
    return book.write(now, payment, outcome, code, Decision.BY_RULE, "");
  }

  /** Takes a person's decision; nothing if the payment does not wait. */
  public synchronized Optional<Decision> decide(Question.Decide decision) throws IOException {
    Optional<Decision> waits =
        book.last(decision.core()).filter(each -> each.outcome() == Outcome.WAITING);
    if (waits.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        book.write(
            clock.epochSeconds(),
            waits.get().payment(),
            decision.approved() ? Outcome.APPROVED : Outcome.REFUSED,
            decision.approved() ? 0 : AuditorReason.PERSON_REFUSED.code(),
            decision.by(),
            decision.grounds()));
  }

  /** Lets go what can no longer be applied after {@code height}. */
  public synchronized void lapse(long height) throws IOException {
    for (Decision each : book.waiting()) {
      if (each.payment().validUntil() <= height) {
        var _ =
            byRule(
                clock.epochSeconds(), each.payment(), Outcome.LAPSED, AuditorReason.LAPSED.code());
      }
    }
  }
}
