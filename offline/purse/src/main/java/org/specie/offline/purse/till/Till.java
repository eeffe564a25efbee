package org.specie.offline.purse.till;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.offline.purse.PurseReason;
import org.specie.offline.purse.history.History;
import org.specie.offline.purse.journal.Journal;
import org.specie.offline.purse.journal.JournalRecord;
import org.specie.offline.purse.journal.TillName;
import org.specie.offline.purse.receiving.Receiving;
import org.specie.offline.purse.till.TillMessage.Allotment;
import org.specie.offline.purse.till.TillMessage.Booked;
import org.specie.offline.purse.till.TillMessage.Booking;
import org.specie.offline.purse.till.TillMessage.Takings;
import org.specie.offline.token.check.TokenReason;
import org.specie.offline.token.check.TokenVerifier;
import org.specie.offline.token.receipt.Configuration;
import org.specie.offline.token.receipt.Token;
import org.specie.offline.token.value.OwnerId;

/**
 * A point of sale. It has tokens that its purse allotted to it, verifies payments by itself, and
 * keeps them until the purse has them. It holds neither balance nor keys of a device. Not
 * thread-safe. Spec: docs/spec/52-purse.md section 7.
 */
public final class Till {
  private final TillName name;
  private final Receiving receiving;
  private final History history;

  private Till(TillName name, Receiving receiving, History history) {
    this.name = name;
    this.receiving = receiving;
    this.history = history;
  }

  /** A till with a journal of its own; brings back what that says. */
  public static Till open(TillName name, Journal journal, TokenVerifier verifier) {
    Receiving receiving = new Receiving(journal, verifier);
    History history = new History();
    for (JournalRecord each : journal.takeRecords()) {
      receiving.replay(each);
      history.replay(each);
    }
    journal.follow(history::replay);
    return new Till(name, receiving, history);
  }

  /** Which till it is. */
  public TillName name() {
    return name;
  }

  /** What it took, and what of that its purse has. */
  public History history() {
    return history;
  }

  /** Asks for money and takes it. */
  public Receiving receiving() {
    return receiving;
  }

  /** Has cards pay that tap. */
  public Charging charging() {
    return new Charging(receiving);
  }

  /**
   * Takes tokens; those it has already are left as they are. All its tokens are of one owner, that
   * of the first it was given: who pays on another one pays somebody else.
   */
  public Verdict stock(Allotment allotment) throws IOException {
    if (!allotment.till().equals(name)) {
      return Verdict.refused(PurseReason.OTHER_TILL);
    }
    Optional<OwnerId> owner = owner().or(() -> first(allotment));
    if (!allotment.tokens().stream().allMatch(each -> owner.equals(Optional.of(each.owner())))) {
      return Verdict.refused(TokenReason.NOT_THE_OWNER);
    }
    for (Configuration each : allotment.tokens()) {
      Reason known = PurseReason.ALREADY_STOCKED;
      Verdict verdict = receiving.stock(each);
      if (verdict instanceof Verdict.Refused refused && !refused.reason().equals(known)) {
        return verdict;
      }
    }
    return Verdict.accepted();
  }

  private Optional<OwnerId> owner() {
    return receiving.ids().stream()
        .findFirst()
        .flatMap(receiving::token)
        .map(token -> token.configuration().owner());
  }

  private static Optional<OwnerId> first(Allotment allotment) {
    return allotment.tokens().stream().findFirst().map(Configuration::owner);
  }

  /** What the purse does not have yet, as far as it fits in a message. */
  public Takings takings() {
    List<Token> all = receiving.unredeemed();
    return new Takings(name, all.subList(0, Math.min(all.size(), TillMessage.ITEMS_MAX)));
  }

  /** Lets go of what the purse has. What is named twice, or was never taken, changes nothing. */
  public Verdict book(Booked booked) throws IOException {
    if (!booked.till().equals(name)) {
      return Verdict.refused(PurseReason.OTHER_TILL);
    }
    for (Token each : receiving.unredeemed()) {
      if (booked.bookings().contains(new Booking(each.configuration().id(), each.sequence()))) {
        receiving.markRedeemed(each);
      }
    }
    return Verdict.accepted();
  }
}
