package org.specie.offline.purse.till;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.specie.kernel.core.Check;
import org.specie.offline.purse.journal.TillName;
import org.specie.offline.purse.receiving.Receiving;
import org.specie.offline.purse.till.TillMessage.Allotment;
import org.specie.offline.purse.till.TillMessage.Booked;
import org.specie.offline.purse.till.TillMessage.Booking;
import org.specie.offline.purse.till.TillMessage.Takings;
import org.specie.offline.token.receipt.Configuration;
import org.specie.offline.token.receipt.Token;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.TokenId;

/**
 * The purse's side of its tills: gives tokens out, each to one till, and takes in what tills took.
 * It believes no till: every payment is verified again. Spec: docs/spec/52-purse.md section 7.
 */
public final class Tills {
  private final Receiving purse;

  /** The tills of the purse that receives here. */
  public Tills(Receiving purse) {
    this.purse = purse;
  }

  /**
   * The tokens of {@code till} of which no payment has come in, and further ones until it has so
   * many. So an allotment that was lost on its way comes again.
   */
  public Allotment allot(TillName till, int unpaid, Minutes now) throws IOException {
    Check.that(0 < unpaid && unpaid <= TillMessage.ITEMS_MAX, "a till gets 1 to 256 tokens");
    List<Configuration> tokens = purse.allot(till, unpaid, now);
    return new Allotment(till, tokens.subList(0, Math.min(tokens.size(), TillMessage.ITEMS_MAX)));
  }

  /** Takes in what a till took. What is wrong, and what follows it on its token, is not booked. */
  public Booked take(Takings takings, Minutes now) throws IOException {
    List<Booking> bookings = new ArrayList<>();
    Set<TokenId> stopped = new HashSet<>();
    for (Token each : takings.payments()) {
      TokenId id = each.configuration().id();
      boolean isTaken =
          !stopped.contains(id) && purse.bringIn(takings.till(), each, now).isAccepted();
      if (isTaken) {
        bookings.add(new Booking(id, each.sequence()));
      } else {
        stopped.add(id);
      }
    }
    return new Booked(takings.till(), bookings);
  }
}
