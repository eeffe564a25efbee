package org.specie.quality.testkit.simulation.replica;

import org.specie.kernel.core.ByteString;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.consensus.message.Message;
import org.specie.quality.testkit.simulation.network.Packet;
import org.specie.quality.testkit.simulation.workload.Acknowledgement;

/** Where what a machine says leaves it, and where a liar sits. */
public interface Outlet {
  /** One message to one replica. */
  void send(int to, long epoch, Message message, ByteString bytes);

  /** A frame arrived; false keeps it from the replica. */
  boolean hears(Packet packet);

  /** Whether the replica gets to know of {@code transaction}. */
  boolean takes(Transaction transaction);

  /** What is handed to somebody who fetches {@code block}. */
  Block serves(Block block);

  /** What a client is told. */
  Acknowledgement tells(Acknowledgement acknowledgement);
}
