package org.specie.wallet.spending;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.specie.cash.protocol.PrivateReason;
import org.specie.wallet.Answer;
import org.specie.wallet.Refusal;
import org.specie.wallet.WalletReason;
import org.specie.wallet.history.Entry;
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

  /** Does what {@code plan} wants, once nothing else is under way. */
  public Answer<Entry> perform(Plan plan) throws IOException {
    return cleared().then(_ -> send(plan));
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
    int refusedAttempts = 0;
    for (int sent = 0; sent < TRANSACTIONS_MAX && refusedAttempts < ATTEMPTS_MAX; sent++) {
      Answer<Prepared> prepared = plan.prepare(network.gateway().tip(), holdings.get());
      if (!(prepared instanceof Answer.Done<Prepared>(Prepared ready))) {
        return prepared.map(Prepared::entry);
      }
      Answer<Entry> answer =
          ready.showing().isPresent() ? approvedPayments.begin(ready) : submission.send(ready);
      switch (answer) {
        case Answer.Done<Entry> _ -> {
          if (ready.last()) {
            return answer;
          }
        }
        case Answer.Refused<Entry>(Refusal refusal) -> {
          if (!Submission.isWorthAnotherAttempt(refusal)) {
            return answer;
          }
          refusedAttempts++;
          submission.withdraw(ready);
          Answer<Long> caughtUp = catchUp(refusal);
          if (!caughtUp.isDone()) {
            return caughtUp.map(_ -> ready.entry());
          }
        }
      }
    }
    return Answer.refused(WalletReason.ATTEMPTS_EXHAUSTED);
  }

  /** Where something was spent behind this wallet's back, by the same words elsewhere. */
  private Answer<Long> catchUp(Refusal refusal) throws IOException {
    return refusal.reason() == PrivateReason.NULLIFIER_SPENT
        ? reading.toTheTip()
        : Answer.done(holdings.get().scannedTo());
  }
}
