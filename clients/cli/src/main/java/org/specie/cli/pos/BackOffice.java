package org.specie.cli.pos;

import java.io.IOException;
import org.specie.cli.purse.KeptPurse;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.offline.purse.till.Till;
import org.specie.offline.purse.till.TillMessage.Takings;
import org.specie.offline.purse.till.Tills;
import org.specie.offline.token.message.Chain;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.value.Minutes;
import org.specie.wallet.Answer;

/** A till and the purse it takes for, in one place. */
final class BackOffice {
  /** Tokens a till has at most that nobody has paid. */
  static final int TOKENS_MAX = 256;

  private final KeptPurse purse;
  private final Till till;
  private final Minutes now;

  BackOffice(KeptPurse purse, Till till, Minutes now) {
    this.purse = purse;
    this.till = till;
    this.now = now;
  }

  private Tills tills() {
    return new Tills(purse.purse().receiving());
  }

  /**
   * Gives the till tokens until it can ask {@code fresh} people anew, and tells it the class keys
   * that its purse knows as its own; how many it can ask.
   */
  Answer<Integer> supply(int fresh) throws IOException {
    for (Chain each : purse.purse().classes().chains()) {
      // A card pays under the newest class, and brings no certificates along when it taps.
      if (till.receiving().learn(each) instanceof Verdict.Refused(Reason reason)) {
        return Answer.refused(reason);
      }
    }
    int unpaid = Math.toIntExact(Math.min(TOKENS_MAX, fresh + asked()));
    var allotment = tills().allot(till.name(), unpaid, now);
    return till.stock(allotment) instanceof Verdict.Refused(Reason reason)
        ? Answer.refused(reason)
        : Answer.done(till.receiving().fresh(now));
  }

  /** Tokens that somebody was asked on, did not pay, and may pay still. */
  private long asked() {
    return till.receiving().outstanding().stream()
        .map(Request::token)
        .filter(token -> token.last().isEmpty())
        .filter(token -> token.configuration().terms().validity().contains(now))
        .count();
  }

  /** Takes in what the till took; how many payments. What the purse does not take stays there. */
  Answer<Integer> collect() throws IOException {
    int collected = 0;
    Takings takings = till.takings();
    boolean isBooked = true;
    while (isBooked && !takings.payments().isEmpty()) {
      var booked = tills().take(takings, now);
      if (till.book(booked) instanceof Verdict.Refused(Reason reason)) {
        return Answer.refused(reason);
      }
      collected += booked.bookings().size();
      isBooked = !booked.bookings().isEmpty();
      takings = till.takings();
    }
    return Answer.done(collected);
  }
}
