package org.specie.quality.testkit.simulation.liar;

import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.consensus.message.Message;
import org.specie.ledger.consensus.value.ReplicaId;
import org.specie.ledger.sbft.transfer.TransferMessage;
import org.specie.quality.testkit.simulation.network.Packet;
import org.specie.quality.testkit.simulation.operators.Reign;
import org.specie.quality.testkit.simulation.replica.Outlet;
import org.specie.quality.testkit.simulation.workload.Acknowledgement;

/** Puts a liar between a replica and the world. */
public final class LiarOutlet implements Outlet {
  private final Liar liar;
  private final Wire wire;

  public LiarOutlet(Liar liar, Wire wire) {
    this.liar = liar;
    this.wire = wire;
  }

  @Override
  public void sits(Reign reign, ReplicaId seat) {
    wire.sits(reign, seat);
  }

  @Override
  public void send(Reign reign, ReplicaId to, Message message, ByteString bytes) {
    liar.says(to.index(), message, wire);
  }

  @Override
  public boolean hears(Packet packet) {
    return !wire.isSeated() || liar.hears(packet, wire);
  }

  @Override
  public boolean takes(Transaction transaction) {
    return liar.takes(transaction);
  }

  @Override
  public Optional<ByteString> serves(int to, TransferMessage asked, TransferMessage answer) {
    return liar.serves(asked, answer, wire);
  }

  @Override
  public Acknowledgement tells(Acknowledgement acknowledgement) {
    return liar.tells(acknowledgement);
  }

  /** Lets the liar act on its own. */
  public void wake() {
    if (wire.isSeated()) {
      liar.wakes(wire);
    }
  }
}
