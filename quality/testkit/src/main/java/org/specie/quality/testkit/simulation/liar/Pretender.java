package org.specie.quality.testkit.simulation.liar;

import org.specie.ledger.consensus.message.Message;
import org.specie.ledger.consensus.message.Message.Complaint;
import org.specie.ledger.consensus.message.Message.NewView;
import org.specie.ledger.consensus.message.Message.PrePrepare;
import org.specie.ledger.consensus.message.Message.Status;
import org.specie.ledger.consensus.value.View;

/**
 * Shows views that it is not in, to some far beyond all and to others a little ahead; complains to
 * one replica only, gives new views to every second, and proposes nothing.
 */
public final class Pretender implements Liar {
  private static final long FAR = 1_000_000;
  private static final int AHEAD_MAX = 4;

  @Override
  public void says(int to, Message message, Wire wire) {
    switch (message) {
      case Status it -> wire.send(to, shown(it, to, wire));
      case Complaint it -> complain(it, to, wire);
      case NewView it when to % 2 == 0 -> wire.send(to, it);
      case NewView _, PrePrepare _ -> {}
      default -> wire.send(to, message);
    }
  }

  private static Status shown(Status it, int to, Wire wire) {
    long ahead = to % 2 == 0 ? FAR : 1 + wire.chance().below(AHEAD_MAX);
    View view = new View(it.view().number() + ahead);
    return new Status(view, true, it.stable(), it.executed(), it.isRejoining());
  }

  private static void complain(Complaint it, int to, Wire wire) {
    if (to == wire.replicas() - 1) {
      wire.send(to, it);
    }
  }
}
