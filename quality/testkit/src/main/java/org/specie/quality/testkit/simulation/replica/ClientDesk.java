package org.specie.quality.testkit.simulation.replica;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.crypto.quorum.QuorumCertificate;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.Transaction;
import org.specie.quality.testkit.simulation.workload.Acknowledgement;

/** Who waits at this replica for what; each is told with one message. */
final class ClientDesk {
  private static final int WAITING_MAX = 8_000;

  private final World world;
  private final Outlet outlet;
  private final Ledger ledger;
  private final Map<Hash32, Integer> waiting = new TreeMap<>();
  private final Map<Hash32, Transaction> open = new LinkedHashMap<>();

  ClientDesk(World world, Outlet outlet, Ledger ledger) {
    this.world = world;
    this.outlet = outlet;
    this.ledger = ledger;
  }

  /**
   * Remembers who waits; whether the transaction still has to be ordered. One that is final is
   * answered at once.
   */
  boolean expects(int client, Transaction transaction) throws IOException {
    if (waiting.size() >= WAITING_MAX) {
      return false;
    }
    waiting.put(transaction.id(), client);
    Optional<Long> height = ledger.heightOf(transaction);
    if (height.isPresent()) {
      certified(height.get());
    }
    boolean isOpen = height.isEmpty() && ledger.admits(transaction);
    if (isOpen) {
      open.put(transaction.id(), transaction);
    }
    return isOpen;
  }

  /** What waits, for a state machine that knows none of it. */
  List<Transaction> open() {
    return List.copyOf(open.values());
  }

  /** What waits and is in {@code block}. */
  List<Hash32> openIn(Block block) {
    return block.transactions().stream().map(Transaction::id).filter(open::containsKey).toList();
  }

  /** A block is executed here. */
  void executed(Block block) {
    block.transactions().forEach(each -> open.remove(each.id()));
  }

  /** A state that others brought may have anything that waits; which that is. */
  List<Hash32> overtaken() {
    List<Hash32> given = List.copyOf(open.keySet());
    open.clear();
    return given;
  }

  /** The block at {@code height} may be final. */
  void certified(long height) throws IOException {
    Optional<QuorumCertificate> certificate = ledger.certificate(height);
    boolean isThere = height <= ledger.height() && ledger.log().block(height).isPresent();
    if (certificate.isEmpty() || !isThere) {
      return;
    }
    Block block = ledger.log().require(height);
    for (Transaction each : block.transactions()) {
      Integer client = waiting.remove(each.id());
      if (client != null) {
        world.acknowledge(
            client, outlet.tells(new Acknowledgement(each.id(), block, certificate.get())));
      }
    }
  }
}
