package org.specie.quality.testkit.simulation.liar;

import java.util.ArrayList;
import java.util.List;
import org.specie.kernel.core.ByteString;
import org.specie.ledger.consensus.message.Checkpoint;
import org.specie.ledger.consensus.message.Message;
import org.specie.ledger.consensus.message.Message.PrePrepare;
import org.specie.ledger.consensus.message.Message.ViewChange;
import org.specie.ledger.consensus.value.Batch;
import org.specie.ledger.consensus.value.ReplicaId;
import org.specie.ledger.consensus.value.View;
import org.specie.quality.testkit.simulation.network.Packet;
import org.specie.quality.testkit.simulation.workload.Order;

/** Liars who go beyond what is theirs: others' names, others' views, others' money. */
public final class Intruders {
  private Intruders() {}

  /** As primary it orders what nobody asked for. */
  public static final class Forger implements Liar {
    @Override
    public void says(int to, Message message, Wire wire) {
      if (message instanceof PrePrepare it
          && wire.configuration().isPrimary(it.view())
          && wire.chance().percent(50)) {
        Order order = Order.by(99, it.sequence().number(), 1);
        Order forged = new Order(order.client(), order.number(), 1_000_000, order.code());
        Batch batch = new Batch(it.batch().epochSeconds(), List.of(forged.transaction()));
        PrePrepare other = wire.propose(it.view(), it.sequence(), batch);
        wire.send(to, other);
        wire.send(to, wire.vote(other.proposal()));
      } else {
        wire.send(to, message);
      }
    }
  }

  /** As primary it orders what is asked for, and holds the time still. */
  public static final class Backdater implements Liar {
    @Override
    public void says(int to, Message message, Wire wire) {
      if (message instanceof PrePrepare it && wire.configuration().isPrimary(it.view())) {
        Batch old = new Batch(0, it.batch().transactions());
        PrePrepare other = wire.propose(it.view(), it.sequence(), old);
        wire.send(to, other);
        wire.send(to, wire.vote(other.proposal()));
        wire.send(to, wire.commit(other.proposal()));
      } else {
        wire.send(to, message);
      }
    }
  }

  /** Wants every view to end. */
  public static final class Complainer implements Liar {
    @Override
    public void says(int to, Message message, Wire wire) {
      wire.send(to, message);
    }

    @Override
    public void wakes(Wire wire) {
      for (int view = 0; view < 4; view++) {
        wire.broadcast(wire.complain(new View(view)));
      }
    }
  }

  /** As primary it proposes far beyond the window, for tomorrow, and for the next view. */
  public static final class Overreacher implements Liar {
    private static final long TOMORROW_SECONDS = 100_000;
    private static final long FAR = 200;

    @Override
    public void says(int to, Message message, Wire wire) {
      if (message instanceof PrePrepare it && wire.configuration().isPrimary(it.view())) {
        Batch batch = it.batch();
        Batch late = new Batch(batch.epochSeconds() + TOMORROW_SECONDS, batch.transactions());
        boolean isFar = it.sequence().number() % 2 == 0;
        wire.send(to, wire.propose(it.view(), it.sequence().plus(isFar ? FAR : 0), late));
        wire.send(to, wire.propose(it.view(), it.sequence().plus(FAR), batch));
        wire.send(to, wire.propose(it.view().next(), it.sequence(), batch));
      }
      wire.send(to, message);
    }
  }

  /**
   * Proposes in the views of others, under its own signature, whenever the primary proposes. It
   * does not answer another usurper: two of them would answer each other without end.
   */
  public static final class Usurper implements Liar {
    @Override
    public void says(int to, Message message, Wire wire) {
      wire.send(to, message);
    }

    @Override
    public boolean hears(Packet packet, Wire wire) {
      packet
          .message()
          .ifPresent(
              message -> {
                if (message instanceof PrePrepare it
                    && wire.isFrom(packet, wire.configuration().primary(it.view()))) {
                  Batch other = new Batch(it.batch().epochSeconds() + 1, List.of());
                  wire.broadcast(wire.propose(it.view(), it.sequence(), other));
                  wire.broadcast(wire.propose(it.view(), it.sequence().next(), other));
                }
              });
      return true;
    }
  }

  /**
   * Keeps what was said in one epoch and says it again in the next, under the next one's name; and
   * what is said in the next under the name of the one before.
   */
  public static final class Revenant implements Liar {
    private static final int KEPT_MAX = 400;

    private final List<Packet> heard = new ArrayList<>();

    @Override
    public void says(int to, Message message, Wire wire) {
      wire.send(to, message);
    }

    @Override
    public boolean hears(Packet packet, Wire wire) {
      boolean isOfInterest =
          packet
              .message()
              .filter(
                  it ->
                      it instanceof Message.Complaint
                          || it instanceof ViewChange
                          || it instanceof Message.SignShare
                          || it instanceof Message.SignState
                          || it instanceof Message.FullCommitProof)
              .isPresent();
      if (isOfInterest) {
        if (heard.size() < KEPT_MAX) {
          heard.add(packet);
        } else {
          heard.set(wire.chance().below(KEPT_MAX), packet);
        }
      }
      return true;
    }

    @Override
    public void wakes(Wire wire) {
      long now = wire.configuration().epoch();
      for (int i = 0; i < 4 && !heard.isEmpty(); i++) {
        var said = wire.chance().pick(heard).content().orElseThrow();
        int to = wire.chance().below(wire.machines());
        wire.sendToMachine(to, Math.max(0, now + wire.chance().between(-1, 1)), said.message());
      }
      // Its own word of long ago counts for nothing either.
      wire.broadcast(wire.complain(View.FIRST));
    }
  }

  /** Builds a new view on its own word alone. */
  public static final class Dictator implements Liar {
    @Override
    public void says(int to, Message message, Wire wire) {
      if (message instanceof Message.NewView it) {
        Checkpoint stable = it.viewChanges().getFirst().stable();
        ViewChange own =
            wire.resigned(
                new ViewChange(
                    new ReplicaId(wire.self()), it.view(), stable, List.of(), ByteString.EMPTY));
        wire.send(to, new Message.NewView(it.view(), List.of(own)));
      } else {
        wire.send(to, message);
      }
    }
  }

  /** Sends view changes in the name of everybody. */
  public static final class Impersonator implements Liar {
    @Override
    public void says(int to, Message message, Wire wire) {
      wire.send(to, message);
    }

    @Override
    public boolean hears(Packet packet, Wire wire) {
      packet
          .message()
          .ifPresent(
              message -> {
                if (message instanceof Message.Status it && it.stable().certificate().isEmpty()) {
                  impersonate(it.stable(), wire);
                }
              });
      return true;
    }

    private static void impersonate(Checkpoint stable, Wire wire) {
      for (int sender = 0; sender < wire.replicas(); sender++) {
        ViewChange change =
            new ViewChange(new ReplicaId(sender), new View(2), stable, List.of(), ByteString.EMPTY);
        wire.broadcast(wire.resigned(change));
      }
    }
  }
}
