package org.specie.quality.testkit.simulation.liar;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.consensus.message.Message;
import org.specie.ledger.consensus.message.Message.PrePrepare;
import org.specie.ledger.consensus.value.Batch;
import org.specie.quality.testkit.simulation.network.Packet;

/** As primary it orders once more what was ordered before; it tells everybody the same. */
public final class Repeater implements Liar {
  private static final int KEPT_MAX = 1_000;
  private static final int REPEATED_PERCENT = 30;

  private final List<Transaction> ordered = new ArrayList<>();
  private final Map<Long, Optional<Batch>> longer = new TreeMap<>();

  @Override
  public void says(int to, Message message, Wire wire) {
    if (message instanceof PrePrepare it && wire.configuration().isPrimary(it.view())) {
      Optional<Batch> other =
          longer.computeIfAbsent(it.sequence().number(), _ -> withOneMore(it.batch(), wire));
      wire.send(
          to, other.isPresent() ? wire.propose(it.view(), it.sequence(), other.get()) : message);
    } else {
      wire.send(to, message);
    }
  }

  private Optional<Batch> withOneMore(Batch batch, Wire wire) {
    Optional<Batch> made = Optional.empty();
    if (!ordered.isEmpty() && wire.chance().percent(REPEATED_PERCENT)) {
      Transaction again = wire.chance().pick(ordered);
      if (!batch.transactions().contains(again)) {
        List<Transaction> all = new ArrayList<>(batch.transactions());
        all.add(again);
        made = Optional.of(new Batch(batch.epochSeconds(), all));
      }
    }
    remember(batch);
    return made;
  }

  @Override
  public boolean hears(Packet packet, Wire wire) {
    packet
        .message()
        .ifPresent(
            message -> {
              if (message instanceof PrePrepare it) {
                remember(it.batch());
              }
            });
    return true;
  }

  private void remember(Batch batch) {
    if (ordered.size() < KEPT_MAX) {
      ordered.addAll(batch.transactions());
    }
  }
}
