package org.specie.quality.testkit.simulation;

import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.consensus.message.Message;
import org.specie.ledger.consensus.value.ReplicaId;
import org.specie.ledger.sbft.transfer.TransferMessage;
import org.specie.quality.testkit.simulation.chance.Chance;
import org.specie.quality.testkit.simulation.network.Network;
import org.specie.quality.testkit.simulation.network.Packet;
import org.specie.quality.testkit.simulation.operators.Reign;
import org.specie.quality.testkit.simulation.replica.Outlet;
import org.specie.quality.testkit.simulation.workload.Acknowledgement;

/**
 * Which of two twins each replica talks to. Both hold the same keys and follow the protocol, each
 * by what it heard; together they say two things. Source: Bano and others, <i>Twins: BFT Systems
 * Made Robust</i>, OPODIS 2021.
 */
final class Seating {
  private static final int CHANGES_EVERY = 500;

  private final Chance chance;
  private long sides;
  private int asked;

  Seating(Chance chance) {
    this.chance = chance;
    this.sides = chance.next();
  }

  /** Whether a machine and this twin hear each other now. */
  boolean reaches(int machine, int twin) {
    if (++asked % CHANGES_EVERY == 0) {
      sides = chance.next();
    }
    return ((sides >>> (machine % 64)) & 1) == twin || chance.percent(5);
  }

  /** What one of the twins speaks through. */
  Outlet outlet(Network network, int self, int twin) {
    return new Outlet() {
      @Override
      public void sits(Reign reign, ReplicaId seat) {}

      @Override
      public void send(Reign reign, ReplicaId to, Message message, ByteString bytes) {
        if (reaches(reign.machine(to), twin)) {
          network.send(Packet.of(self, reign.machine(to), bytes), 0);
        }
      }

      @Override
      public boolean hears(Packet packet) {
        return true;
      }

      @Override
      public boolean takes(Transaction transaction) {
        return true;
      }

      @Override
      public Optional<ByteString> serves(int to, TransferMessage asked, TransferMessage answer) {
        return reaches(to, twin) ? Optional.of(answer.encode()) : Optional.empty();
      }

      @Override
      public Acknowledgement tells(Acknowledgement acknowledgement) {
        return acknowledgement;
      }
    };
  }
}
