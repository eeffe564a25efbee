package org.specie.quality.testkit.simulation.liar;

import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.consensus.message.Message;
import org.specie.ledger.sbft.transfer.TransferMessage;
import org.specie.quality.testkit.simulation.network.Packet;
import org.specie.quality.testkit.simulation.workload.Acknowledgement;

/**
 * What an adversary does with a replica it took over. Behind it the production replica runs on and
 * does not know; the liar decides what leaves, what arrives, and what is said besides.
 */
public interface Liar {
  /** The replica wants to say {@code message} to {@code to}; asked once for each receiver. */
  void says(int to, Message message, Wire wire);

  /** A frame arrived; false keeps it from the replica. */
  default boolean hears(Packet packet, Wire wire) {
    return true;
  }

  /** Whether the replica gets to know of a client's transaction. */
  default boolean takes(Transaction transaction) {
    return true;
  }

  /** Called every now and then. */
  default void wakes(Wire wire) {}

  /** The bytes for somebody who asked for a part of the ledger; none if it keeps silent. */
  default Optional<ByteString> serves(TransferMessage asked, TransferMessage answer, Wire wire) {
    return Optional.of(answer.encode());
  }

  /** What a client is told. */
  default Acknowledgement tells(Acknowledgement acknowledgement) {
    return acknowledgement;
  }
}
