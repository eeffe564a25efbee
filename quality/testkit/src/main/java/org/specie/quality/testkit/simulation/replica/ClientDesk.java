package org.specie.quality.testkit.simulation.replica;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.crypto.quorum.QuorumCertificate;
import org.specie.ledger.api.Proposal;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.consensus.message.Message;
import org.specie.ledger.consensus.value.Batch;
import org.specie.ledger.consensus.value.SequenceNumber;
import org.specie.quality.testkit.simulation.workload.Acknowledgement;
import org.specie.quality.testkit.simulation.workload.TallyApplication;

/** Who waits at this replica for what; each is told with one message. */
final class ClientDesk {
  private final World world;
  private final Outlet outlet;
  private final Map<Hash32, Integer> waiting = new TreeMap<>();

  ClientDesk(World world, Outlet outlet) {
    this.world = world;
    this.outlet = outlet;
  }

  /** The application's word on a proposal. */
  static boolean isAcceptable(SequenceNumber sequence, Batch batch) {
    return TallyApplication.isAcceptable(new Proposal(batch.epochSeconds(), batch.transactions()));
  }

  /** What of {@code message} may reach the replica: of a request what the application admits. */
  static Optional<Message> admitted(Message message) {
    if (!(message instanceof Message.Request(List<Transaction> handedOver))) {
      return Optional.of(message);
    }
    List<Transaction> admitted =
        handedOver.stream().filter(TallyApplication::isAcceptable).toList();
    return admitted.isEmpty() ? Optional.empty() : Optional.of(new Message.Request(admitted));
  }

  /**
   * Remembers who waits; whether the transaction still has to be ordered. One that is final is
   * answered at once.
   */
  boolean expects(int client, Transaction transaction, Ledger ledger) throws IOException {
    waiting.put(transaction.id(), client);
    Optional<Long> height = ledger.heightOf(transaction);
    if (height.isPresent()) {
      certified(height.get(), ledger);
    }
    return height.isEmpty() && TallyApplication.isAcceptable(transaction);
  }

  /** The block at {@code height} is final. */
  void certified(long height, Ledger ledger) throws IOException {
    Optional<QuorumCertificate> certificate = ledger.certificate(height);
    if (certificate.isEmpty() || height > ledger.head().height()) {
      return;
    }
    Block block = ledger.block(height);
    for (Transaction each : block.transactions()) {
      Integer client = waiting.remove(each.id());
      if (client != null) {
        world.acknowledge(
            client, outlet.tells(new Acknowledgement(each.id(), block, certificate.get())));
      }
    }
  }

  void clear() {
    waiting.clear();
  }
}
