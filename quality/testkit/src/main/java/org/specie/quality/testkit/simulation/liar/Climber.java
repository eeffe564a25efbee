package org.specie.quality.testkit.simulation.liar;

import org.specie.ledger.consensus.message.Message;
import org.specie.ledger.consensus.message.Message.Complaint;
import org.specie.ledger.consensus.message.Message.NewView;
import org.specie.ledger.consensus.message.Message.Status;
import org.specie.ledger.consensus.message.Message.ViewChange;
import org.specie.ledger.consensus.value.View;

/**
 * Takes f + 1 honest replicas far up the views while the others are cut off: it helps to enter
 * every view and to decide nothing. In the last one, of which a liar is the primary, one honest
 * replica gets the new view and the rest wait for it, and from then on it says nothing. So of those
 * far up one shows by its complaints where it is and the others by their view changes.
 */
public final class Climber implements Liar {
  private static final int LAST_PRIMARY = 0;

  private final View last;
  private final int onlyOne;

  /**
   * @param last the view of the climb's end, which replica 0 is the primary of
   * @param onlyOne who gets to know that it has begun
   */
  public Climber(View last, int onlyOne) {
    this.last = last;
    this.onlyOne = onlyOne;
  }

  @Override
  public void says(int to, Message message, Wire wire) {
    boolean isSaid =
        switch (message) {
          case Complaint it -> it.view().isBefore(last);
          case Status it -> it.view().isBefore(last);
          case ViewChange it -> isSaid(it.view(), to == LAST_PRIMARY);
          case NewView it -> isSaid(it.view(), to == onlyOne);
          default -> false;
        };
    if (isSaid) {
      wire.send(to, message);
    }
  }

  private boolean isSaid(View view, boolean atTheEnd) {
    return view.isBefore(last) || (view.equals(last) && atTheEnd);
  }
}
