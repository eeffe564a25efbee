package org.specie.quality.testkit.simulation.replica;

import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.consensus.message.Message;
import org.specie.ledger.consensus.value.ReplicaId;
import org.specie.ledger.sbft.transfer.TransferMessage;
import org.specie.quality.testkit.simulation.network.Network;
import org.specie.quality.testkit.simulation.network.Packet;
import org.specie.quality.testkit.simulation.operators.Reign;
import org.specie.quality.testkit.simulation.workload.Acknowledgement;

/** Lets everything through as it is. */
public final class HonestOutlet implements Outlet {
  private final Network network;
  private final int self;

  public HonestOutlet(Network network, int self) {
    this.network = network;
    this.self = self;
  }

  @Override
  public void sits(Reign reign, ReplicaId seat) {}

  @Override
  public void send(Reign reign, ReplicaId to, Message message, ByteString bytes) {
    network.send(Packet.of(self, reign.machine(to), bytes), 0);
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
    return Optional.of(answer.encode());
  }

  @Override
  public Acknowledgement tells(Acknowledgement acknowledgement) {
    return acknowledgement;
  }
}
