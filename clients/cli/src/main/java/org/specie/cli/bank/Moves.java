package org.specie.cli.bank;

import java.io.IOException;
import java.util.Optional;
import org.specie.cli.bank.AtTheCounter.Moved;
import org.specie.kernel.core.Amount;
import org.specie.wallet.Answer;
import org.specie.wallet.Refusal;

/** What a visit moves, and when it moves nothing. Spec: docs/spec/59-bank-service.md section 14. */
final class Moves {
  private Moves() {}

  /**
   * Fetches what was withdrawn before; then withdraws {@code amount}, unless that is what came or
   * the purse holds as much as {@code below}.
   */
  static Answer<Moved> withdraw(Visit visit, Optional<Amount> amount, Optional<Amount> below)
      throws IOException {
    Withdrawing.Collected before = visit.withdrawing().collect();
    Moved found = new Moved(before.taken(), before.trouble());
    boolean isTold = before.isPutAside() || amount.isEmpty() || below.isPresent();
    if (before.trouble().isPresent() && isTold) {
      // Nothing is loaded anew before the customer knows what became of the load before.
      return Answer.refused(saying(before.trouble().get(), before.taken()));
    }
    if (amount.isEmpty() || before.late().contains(amount.get())) {
      // Of an amount: its answer was lost, and this is what it moved.
      return Answer.done(found);
    }
    if (below.isPresent() && visit.held().plus(before.coming()).covers(below.get())) {
      return Answer.done(found);
    }
    return switch (visit.withdrawing().withdraw(amount.get())) {
      case Answer.Done<Amount>(Amount moved) -> Answer.done(found.plus(moved));
      case Answer.Refused<Amount>(Refusal why) -> Answer.refused(saying(why, before.taken()));
    };
  }

  /** The refusal, with what was moved nevertheless. */
  static Refusal saying(Refusal why, Amount taken) {
    return taken.equals(Amount.ZERO)
        ? why
        : new Refusal(why.reason(), (why.detail() + " (moved: " + taken + ")").strip());
  }

  /**
   * Brings a deposit that was cut off to its end, and if there was none deposits what the purse
   * holds beyond {@code kept} and in no jar.
   */
  static Answer<Amount> depositBeyond(Visit visit, Amount kept) throws IOException {
    return visit
        .finish()
        .then(before -> before.equals(Amount.ZERO) ? rest(visit, kept) : Answer.done(before));
  }

  /** The same for a rule, which is about what the purse holds now, whatever was cut off before. */
  static Answer<Amount> depositDue(Visit visit, Amount kept) throws IOException {
    return visit
        .finish()
        .then(
            before ->
                switch (rest(visit, kept)) {
                  case Answer.Done<Amount>(Amount moved) -> Answer.done(before.plus(moved));
                  case Answer.Refused<Amount>(Refusal why) -> Answer.refused(saying(why, before));
                });
  }

  private static Answer<Amount> rest(Visit visit, Amount kept) throws IOException {
    Amount held = visit.held();
    Amount beyond = held.covers(kept) ? held.minus(kept) : Amount.ZERO;
    Amount spare = visit.spare();
    Amount moved = spare.covers(beyond) ? beyond : spare;
    return moved.equals(Amount.ZERO) ? Answer.done(Amount.ZERO) : visit.deposit(moved);
  }
}
