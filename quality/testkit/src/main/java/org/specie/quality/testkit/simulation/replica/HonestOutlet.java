package org.specie.quality.testkit.simulation.replica;

import org.specie.kernel.core.ByteString;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.consensus.message.Message;
import org.specie.quality.testkit.simulation.network.Network;
import org.specie.quality.testkit.simulation.network.Packet;
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
  public void send(int to, long epoch, Message message, ByteString bytes) {
    network.send(Packet.of(self, to, bytes), 0);
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
  public Block serves(Block block) {
    return block;
  }

  @Override
  public Acknowledgement tells(Acknowledgement acknowledgement) {
    return acknowledgement;
  }
}
