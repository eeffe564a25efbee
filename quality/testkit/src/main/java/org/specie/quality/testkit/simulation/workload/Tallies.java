package org.specie.quality.testkit.simulation.workload;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.specie.kernel.core.port.Storage;
import org.specie.ledger.api.ReplicatedApplication;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.TransactionResult;
import org.specie.quality.testkit.simulation.invariant.InvariantBroken;

/** Numbered orders to a small application, each of which is applied once. */
public final class Tallies implements Workload {
  private final Set<List<Long>> applied = new HashSet<>();

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
}
