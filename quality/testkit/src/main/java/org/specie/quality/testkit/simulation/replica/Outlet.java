package org.specie.quality.testkit.simulation.replica;

import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.consensus.message.Message;
import org.specie.ledger.consensus.value.ReplicaId;
import org.specie.ledger.sbft.transfer.TransferMessage;
import org.specie.quality.testkit.simulation.network.Packet;
import org.specie.quality.testkit.simulation.operators.Reign;
import org.specie.quality.testkit.simulation.workload.Acknowledgement;

/** What stands between a replica and the world, where a liar can change what is said. */
public interface Outlet {
  /** The replica takes part in {@code reign} from now on. */
  void sits(Reign reign, ReplicaId seat);

  /** Sends a message of {@code reign} to one of its replicas. */
  void send(Reign reign, ReplicaId to, Message message, ByteString bytes);

  /** Whether the replica gets to see a frame. */
  boolean hears(Packet packet);

  /** Whether the replica gets to know of {@code transaction}. */
  boolean takes(Transaction transaction);

  /** The bytes that are sent to a machine that asked for a part of the ledger; none if silent. */
  Optional<ByteString> serves(int to, TransferMessage asked, TransferMessage answer);

  /** What a client is told. */
  Acknowledgement tells(Acknowledgement acknowledgement);
}
