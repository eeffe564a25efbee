package org.specie.wallet.spending;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.specie.cash.protocol.PrivateReason;
import org.specie.wallet.Answer;
import org.specie.wallet.Refusal;
import org.specie.wallet.WalletReason;
import org.specie.wallet.history.Entry;
import org.specie.wallet.holding.Attempt;
import org.specie.wallet.holding.Holdings;
import org.specie.wallet.holding.Shown;
import org.specie.wallet.network.Network;

/**
 * Takes wishes to the ledger, transaction by transaction, and sees to it that nothing is under way
 * any more when the next one leaves. For one thread at a time. Source: docs/spec/30-wallet.md,
 * clause 30.4, and docs/spec/42-auditor.md, section 6.
 */
public final class Sending {
  /** Attempts at one transaction while the ledger's epoch, policy or the state change under it. */
  private static final int ATTEMPTS_MAX = 4;

  /** Refused attempts whose fate is open, at which nothing else leaves. */
  private static final int ATTEMPTS_OPEN_MAX = 256;

  /** Transactions one wish may take: claims in bulk, a link, and the wish itself. */
  private static final int TRANSACTIONS_MAX = 256;

  /** Reads what is new on the ledger. */
  @FunctionalInterface
  public interface Reading {
    Answer<Long> toTheTip() throws IOException;
  }

  private final Network network;
  private final Submission submission;
  private final ApprovedPayments approvedPayments;
  private final ApprovedPlans approvedPlans;
  private final Supplier<Holdings> holdings;
  private final Reading reading;

  public Sending(
      Network network,
      Submission submission,
      ApprovedPayments approvedPayments,
      ApprovedPlans approvedPlans,
      Supplier<Holdings> holdings,
      Reading reading) {
    this.network = network;
    this.submission = submission;
    this.approvedPayments = approvedPayments;
    this.approvedPlans = approvedPlans;
    this.holdings = holdings;
    this.reading = reading;
  }

  private Optional<Shown> shown() {
    return holdings.get().shown();
  }

  /**
   * Finds out what became of what was under way, and goes on with a payment that waits for
   * auditors. Whether anything was settled; refused where nobody knows, or where the payment has
   * come to nothing.
   */
  public Answer<Boolean> settle() throws IOException {
    Answer<Boolean> settled = submission.settle();
    boolean isWaiting = shown().filter(each -> !each.over()).isPresent();
    return settled.isDone() && isWaiting
        ? approvedPayments.goOn().map(entry -> !entry.isPending())
        : settled;
  }

  /**
   * Does what {@code plan} wants, once nothing else is under way. Refused, once, if something that
   * had been refused turns out to be applied: its owner may have wished for it again.
   */
  public Answer<Entry> perform(Plan plan) throws IOException {
    Answer<Entry> answer = told().then(_ -> cleared()).then(_ -> told()).then(_ -> send(plan));
    if (answer instanceof Answer.Refused<Entry>(Refusal refusal)
        && refusal.reason() == WalletReason.APPLIED_AFTER_ALL) {
      for (Attempt attempt : holdings.get().attempts()) {
        if (attempt.applied()) {
          submission.forget(attempt.id());
        }
      }
    }
    return answer;
  }

  private Answer<Boolean> told() {
    return Wish.told(holdings.get())
        .<Answer<Boolean>>map(Answer::refused)
        .orElse(Answer.done(true));
  }

  /** Settles everything, so that another transaction may leave; refused while one may not. */
  private Answer<Boolean> cleared() throws IOException {
    Answer<Boolean> settled = settle();
    Optional<Shown> shown = shown();
    if (shown.isEmpty() || holdings.get().pending().isPresent()) {
      return settled;
    }
    return shown.get().over() ? useUp() : Answer.refused(WalletReason.APPROVAL_PENDING);
  }

  /** Gives up the payment that waits for auditors; whether there was one. */
  public Answer<Boolean> giveUp() throws IOException {
    return submission
        .settle()
        .then(
            _ -> {
              if (shown().isEmpty()) {
                return Answer.done(false);
              }
              approvedPayments.giveUp();
              return useUp();
            });
  }

  /** Uses up what auditors saw of a payment that came to nothing. */
  private Answer<Boolean> useUp() throws IOException {
    Answer<Entry> stepped = send(approvedPlans.useUp());
    return shown().isEmpty() ? Answer.done(true) : stepped.map(_ -> false);
  }

  private Answer<Entry> send(Plan plan) throws IOException {
    Wish wish = new Wish(network, submission, holdings);
    Optional<Answer<Entry>> end = tooManyOpen(wish);
    for (int sent = 0; sent < TRANSACTIONS_MAX && end.isEmpty(); sent++) {
      end = step(plan, wish);
    }
    return end.orElseGet(() -> Answer.refused(WalletReason.ATTEMPTS_EXHAUSTED));
  }

  private Optional<Answer<Entry>> tooManyOpen(Wish wish) throws IOException {
    if (holdings.get().attempts().size() < ATTEMPTS_OPEN_MAX) {
      return Optional.empty();
    }
    Optional<Answer<Entry>> end = ended(wish, wish.lookUp());
    return end.isEmpty() && holdings.get().attempts().size() >= ATTEMPTS_OPEN_MAX
        ? Optional.of(Answer.refused(WalletReason.ATTEMPTS_EXHAUSTED))
        : end;
  }

  /** One transaction towards {@code wish}; how it ends, unless it goes on. */
  private Optional<Answer<Entry>> step(Plan plan, Wish wish) throws IOException {
    Answer<Prepared> prepared = plan.prepare(network.gateway().tip(), holdings.get());
    Answer<Boolean> found =
        prepared instanceof Answer.Done<Prepared>(Prepared next)
            ? wish.lookUpBefore(next)
            : wish.lookUp();
    Optional<Answer<Entry>> end = ended(wish, found);
    if (end.isPresent() || found.orThrow()) {
      // What was found has changed what the next transaction is made of.
      return end;
    }
    if (!(prepared instanceof Answer.Done<Prepared>(Prepared ready))) {
      return Optional.of(prepared.map(Prepared::entry));
    }
    Answer<Entry> answer =
        ready.showing().isPresent() ? approvedPayments.begin(ready) : submission.send(ready);
    return switch (answer) {
      case Answer.Done<Entry> _ -> ready.last() ? Optional.of(answer) : Optional.empty();
      case Answer.Refused<Entry>(Refusal refusal) ->
          holdings.get().pending().isPresent()
              ? Optional.of(answer)
              : refused(wish, ready, refusal);
    };
  }

  private Optional<Answer<Entry>> refused(Wish wish, Prepared ready, Refusal refusal)
      throws IOException {
    boolean isWorthAnother = Submission.isWorthAnotherAttempt(refusal);
    boolean goesOn = wish.refused(ready) < ATTEMPTS_MAX && isWorthAnother;
    if (goesOn) {
      submission.withdraw(ready);
    }
    Answer<Long> caughtUp = catchUp(refusal);
    Optional<Answer<Entry>> end =
        ended(wish, caughtUp.isDone() ? wish.lookUp() : caughtUp.map(_ -> false));
    if (end.isPresent() || goesOn) {
      return end;
    }
    return Optional.of(
        isWorthAnother
            ? Answer.refused(WalletReason.ATTEMPTS_EXHAUSTED, refusal.toString())
            : Answer.refused(refusal));
  }

  /** How {@code wish} ends, if it does, now that its attempts were looked up. */
  private static Optional<Answer<Entry>> ended(Wish wish, Answer<Boolean> lookedUp)
      throws IOException {
    return lookedUp instanceof Answer.Refused<Boolean>(Refusal refusal)
        ? Optional.of(Answer.refused(refusal))
        : wish.end();
  }

  /** Where something was spent behind this wallet's back, by the same words elsewhere. */
  private Answer<Long> catchUp(Refusal refusal) throws IOException {
    return refusal.reason() == PrivateReason.NULLIFIER_SPENT
        ? reading.toTheTip()
        : Answer.done(holdings.get().scannedTo());
  }
}
