package org.specie.wallet.spending;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.specie.wallet.Answer;
import org.specie.wallet.Refusal;
import org.specie.wallet.WalletReason;
import org.specie.wallet.history.Entry;
import org.specie.wallet.holding.Attempt;
import org.specie.wallet.holding.Holdings;
import org.specie.wallet.network.Network;
import org.specie.wallet.reading.Exclusion;

/**
 * What becomes of the attempts at one wish. A refusal proves nothing: a replica that was asked may
 * keep the bytes and have them applied later. So before another attempt leaves, those that it does
 * not exclude are looked up, and one that was applied is the wish come true. Source:
 * docs/spec/30-wallet.md, clause 30.4a.
 */
final class Wish {
  private final Network network;
  private final Submission submission;
  private final Supplier<Holdings> holdings;

  /** The refused attempts with which the wish would have been done. */
  private final List<Entry> refused = new ArrayList<>();

  private int attempts;

  Wish(Network network, Submission submission, Supplier<Holdings> holdings) {
    this.network = network;
    this.submission = submission;
    this.holdings = holdings;
  }

  /** Takes note of a refused attempt; how many there were. */
  int refused(Prepared attempt) {
    attempts++;
    if (attempt.last()) {
      refused.add(attempt.entry());
    }
    return attempts;
  }

  /** Looks every refused attempt up, of earlier wishes too; whether one was applied. */
  Answer<Boolean> lookUp() throws IOException {
    return lookUp(_ -> true);
  }

  /**
   * Looks up those that {@code next} does not exclude, which was made from what the ledger is now:
   * one that is not there has lost what it would use up, or concerns something else.
   */
  Answer<Boolean> lookUpBefore(Prepared next) throws IOException {
    if (holdings.get().attempts().isEmpty()) {
      return Answer.done(false);
    }
    Exclusion leaving = Exclusion.of(network, next.pending().bytes());
    return lookUp(each -> !Exclusion.of(network, each.pending().bytes()).excludes(leaving));
  }

  private Answer<Boolean> lookUp(Predicate<Attempt> which) throws IOException {
    boolean isApplied = false;
    for (Attempt attempt : holdings.get().attempts()) {
      if (!attempt.applied() && which.test(attempt)) {
        Answer<Boolean> found = submission.lookUp(attempt);
        if (!found.isDone()) {
          return found;
        }
        isApplied |= found.orThrow();
      }
    }
    return Answer.done(isApplied);
  }

  /** How the wish ends if an attempt, or what was in its way, turns out to be applied. */
  Optional<Answer<Entry>> end() throws IOException {
    Optional<Entry> fulfilled =
        refused.stream().flatMap(each -> holdings.get().whenFinal(each).stream()).findFirst();
    if (fulfilled.isPresent()) {
      submission.forget(fulfilled.get().transactionId());
      return Optional.of(Answer.done(fulfilled.get()));
    }
    return told(holdings.get()).map(Answer::refused);
  }

  /** What the owner has to know before anything else is done. */
  static Optional<Refusal> told(Holdings holdings) {
    return holdings.attempts().stream()
        .filter(Attempt::applied)
        .findFirst()
        .map(
            attempt ->
                new Refusal(
                    WalletReason.APPLIED_AFTER_ALL,
                    attempt.entry().kind().words()
                        + " "
                        + attempt.entry().amount()
                        + ", "
                        + attempt.id().toShortHex()
                        + "."));
  }
}
