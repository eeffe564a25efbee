package org.specie.quality.testkit.simulation.liar;

import org.specie.kernel.core.ByteString;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.consensus.message.Message;
import org.specie.quality.testkit.simulation.network.Packet;
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
  public void send(int to, long epoch, Message message, ByteString bytes) {
    liar.says(to, message, wire);
  }

  @Override
  public boolean hears(Packet packet) {
    return liar.hears(packet, wire);
  }

  @Override
  public boolean takes(Transaction transaction) {
    return liar.takes(transaction);
  }

  @Override
  public Block serves(Block block) {
    return liar.serves(block);
  }

  @Override
  public Acknowledgement tells(Acknowledgement acknowledgement) {
    return liar.tells(acknowledgement);
  }

  /** Lets the liar act on its own. */
  public void wake() {
    liar.wakes(wire);
  }
}
