package org.specie.quality.testkit.simulation.workload;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.port.Storage;
import org.specie.ledger.api.ReplicatedApplication;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.Genesis;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.api.block.TransactionResult;
import org.specie.ledger.consensus.value.Quorums;
import org.specie.quality.testkit.simulation.chance.Chance;
import org.specie.quality.testkit.simulation.invariant.InvariantBroken;
import org.specie.quality.testkit.simulation.operators.OperatorKeys;
import org.specie.quality.testkit.simulation.time.MachineClock;

/** Numbered orders to a small application, each of which is applied once. */
public final class Tallies implements Workload {
  private static final Map<Quorums, Genesis> GENESES = new ConcurrentHashMap<>();

  private final Quorums quorums;
  private final Set<List<Long>> applied = new HashSet<>();

  public Tallies(Quorums quorums) {
    this.quorums = quorums;
  }

  @Override
  public Genesis genesis() {
    return GENESES.computeIfAbsent(
        quorums,
        each ->
            new Genesis(
                "simulation",
                MachineClock.EPOCH_SECONDS,
                OperatorKeys.founders(each),
                ByteString.EMPTY));
  }

  @Override
  public ReplicatedApplication application(Storage storage) throws IOException {
    return new TallyApplication(storage);
  }

  @Override
  public void check(Block block) {
    for (int i = 0; i < block.transactions().size(); i++) {
      TransactionResult result = block.results().get(i);
      if (result.code() == TallyApplication.FORGED) {
        throw new InvariantBroken(
            "acceptable", "height %d holds what no client asked for".formatted(block.height()));
      }
      Optional<Order> order = Order.read(block.transactions().get(i).bytes());
      if (result.isApplied() && order.isPresent()) {
        requireFirst(order.get(), block.height());
      }
    }
  }

  private void requireFirst(Order order, long height) {
    if (!applied.add(List.of((long) order.client(), order.number()))) {
      throw new InvariantBroken(
          "exactly once",
          "order %d of client %d is applied again at height %d"
              .formatted(order.number(), order.client(), height));
    }
  }

  @Override
  public Optional<Errand> next(int client, long number, Chance chance) {
    Order order = Order.by(client, number + 1, chance.between(1, 1_000));
    return Optional.of(Errand.of(order.transaction()));
  }

  @Override
  public boolean isAnswer(Transaction transaction, int code) {
    return code == TransactionResult.APPLIED || code == TallyApplication.REPEATED;
  }

  @Override
  public boolean isOver(Transaction transaction) {
    return false;
  }
}
