package org.specie.quality.testkit.simulation.liar;

import org.specie.ledger.consensus.message.Message;
import org.specie.ledger.consensus.message.Message.Complaint;
import org.specie.ledger.consensus.message.Message.ViewChange;
import org.specie.ledger.consensus.value.ReplicaId;
import org.specie.ledger.consensus.value.View;
import org.specie.quality.testkit.simulation.network.Packet;

/**
 * Keeps replicas in different views: says nothing but to one of them, and to that one that the view
 * it is in should be left. Where a replica leaves views by its own timer and f liars, it is ahead
 * of the others for ever.
 */
public final class Shepherd implements Liar {
  @Override
  public void says(int to, Message message, Wire wire) {}

  @Override
  public boolean hears(Packet packet, Wire wire) {
    packet
        .message()
        .ifPresent(
            message -> {
              int last = wire.replicas() - 1;
              switch (message) {
                case Complaint it when isFrom(packet, last, wire) ->
                    wire.send(last, wire.complain(it.view()));
                case ViewChange it when it.sender().index() == last -> leave(it.view(), wire);
                default -> {}
              }
            });
    return true;
  }

  private static void leave(View view, Wire wire) {
    wire.send(wire.replicas() - 1, wire.complain(view));
  }

  private static boolean isFrom(Packet packet, int replica, Wire wire) {
    return wire.isFrom(packet, new ReplicaId(replica));
  }
}
