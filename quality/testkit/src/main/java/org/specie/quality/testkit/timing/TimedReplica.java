package org.specie.quality.testkit.timing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.consensus.Replica;
import org.specie.ledger.consensus.certificate.Statement.Execution;
import org.specie.ledger.consensus.message.Checkpoint;
import org.specie.ledger.consensus.message.Message;
import org.specie.ledger.consensus.step.Effect;
import org.specie.ledger.consensus.step.Input;
import org.specie.ledger.consensus.value.Batch;
import org.specie.ledger.consensus.value.Configuration;
import org.specie.ledger.consensus.value.Now;
import org.specie.ledger.consensus.value.ReplicaId;
import org.specie.ledger.consensus.value.SequenceNumber;
import org.specie.ledger.consensus.value.Tuning;

/**
 * The state machine of one replica on a machine whose parts are each busy with one thing at a time:
 * a core that turns it, cores that verify what transactions carry, a thread that executes blocks.
 * As in the engine, a turn takes everything that came, flushes once, and then sends; proposals are
 * voted for while they are verified, and executed after that.
 */
final class TimedReplica {
  /** What is around a replica. */
  interface Surroundings {
    long nowUs();

    /** Lets {@code work} happen at {@code atUs}. */
    void at(long atUs, Runnable work);

    void send(int from, List<ReplicaId> to, Message message);

    /** The transactions of a block are final at {@code replica}. */
    void certified(int replica, List<Transaction> transactions);
  }

  private static final long EPOCH_SECONDS = 1_700_000_000L;
  private static final int INPUTS_A_TURN_MAX = 512;

  private final int id;
  private final TimedPlan plan;
  private final Surroundings world;
  private final Replica replica;
  private final List<ReplicaId> others;
  private final Deque<Input> inbox = new ArrayDeque<>();
  private final Map<Hash32, Long> verifiedAtUs = new HashMap<>();
  private final Map<SequenceNumber, Batch> executed = new HashMap<>();
  private final SortedMap<Long, Hash32> checkpoints = new TreeMap<>();
  private Hash32 digest;
  private long height;
  private long spentUs;
  private long proofsFreeUs;
  private long ledgerFreeUs;
  private boolean isAtWork;
  private long wakeUs = Long.MAX_VALUE;

  TimedReplica(int id, TimedPlan plan, Hash32 ledgerId, Surroundings world) {
    this.id = id;
    this.plan = plan;
    this.world = world;
    this.digest = ledgerId;
    Configuration configuration = new Configuration(ledgerId, 0, plan.quorums(), new ReplicaId(id));
    this.others = configuration.others();
    this.replica =
        Replica.start(
            configuration,
            plan.tuning(),
            new PricedCryptography(
                plan.prices(), plan.quorums(), new ReplicaId(id), us -> spentUs += us),
            (sequence, batch) -> true,
            new Checkpoint(new Execution(new SequenceNumber(0), ledgerId), Optional.empty()));
  }

  void start() {
    others.forEach(each -> take(new Input.Connected(each)));
  }

  long height() {
    return height;
  }

  long view() {
    return replica.status().view().number();
  }

  /** The digest after each checkpoint's block. */
  SortedMap<Long, Hash32> checkpoints() {
    return checkpoints;
  }

  /** A client's request arrives: it is handed on once what it carries is verified. */
  void submit(Transaction transaction) {
    List<Transaction> one = List.of(transaction);
    world.at(verify(one), () -> take(new Input.Submitted(one)));
  }

  /** A frame arrives. */
  void receive(int from, Message message) {
    Input input = new Input.Received(new ReplicaId(from), 0, message);
    switch (message) {
      case Message.Request request -> world.at(verify(request.transactions()), () -> take(input));
      case Message.PrePrepare prePrepare -> {
        long _ = verify(prePrepare.batch().transactions());
        take(input);
      }
      default -> take(input);
    }
  }

  /** When everything that {@code transactions} carry is verified here; each is verified once. */
  private long verify(List<Transaction> transactions) {
    long readyUs = world.nowUs();
    for (Transaction each : transactions) {
      Long known = verifiedAtUs.get(each.id());
      if (known == null) {
        proofsFreeUs = Math.max(proofsFreeUs, world.nowUs()) + plan.prices().proof();
        known = proofsFreeUs;
        verifiedAtUs.put(each.id(), known);
      }
      readyUs = Math.max(readyUs, known);
    }
    return readyUs;
  }

  private void take(Input input) {
    inbox.add(input);
    if (!isAtWork) {
      isAtWork = true;
      world.at(world.nowUs(), this::turn);
    }
  }

  private void turn() {
    wakeUs = Long.MAX_VALUE;
    spentUs = 0;
    List<Effect> effects = new ArrayList<>();
    Now now = new Now(world.nowUs() / 1000, EPOCH_SECONDS + world.nowUs() / 1_000_000);
    int inputs = Math.min(inbox.size(), INPUTS_A_TURN_MAX);
    for (int i = 0; i < inputs; i++) {
      Input input = inbox.remove();
      if (input instanceof Input.Received) {
        spentUs += plan.prices().message();
      }
      effects.addAll(replica.step(now, input));
    }
    if (replica.nextDeadlineMs() <= now.monotonicMs()) {
      effects.addAll(replica.step(now, new Input.Tick()));
    }
    boolean isPromise = false;
    for (Effect effect : effects) {
      isPromise |= effect instanceof Effect.Persist(var record) && record.isPromise();
      spentUs += plan.prices().message() * receivers(effect);
    }
    long endUs = world.nowUs() + spentUs + (isPromise ? plan.prices().sync() : 0);
    world.at(endUs, () -> end(effects));
  }

  private int receivers(Effect effect) {
    return switch (effect) {
      case Effect.Send _ -> 1;
      case Effect.Broadcast _ -> others.size();
      case Effect.Persist _,
          Effect.Execute _,
          Effect.Certified _,
          Effect.Stable _,
          Effect.CatchUp _,
          Effect.EpochEnded _,
          Effect.Notify _ ->
          0;
    };
  }

  private void end(List<Effect> effects) {
    effects.forEach(this::perform);
    if (inbox.isEmpty()) {
      isAtWork = false;
      wakeLater();
    } else {
      turn();
    }
  }

  private void wakeLater() {
    long deadlineMs = replica.nextDeadlineMs();
    if (deadlineMs > Long.MAX_VALUE / 2000) {
      return;
    }
    long atUs = Math.max(deadlineMs * 1000, world.nowUs() + 1000);
    if (atUs < wakeUs) {
      wakeUs = atUs;
      world.at(
          atUs,
          () -> {
            if (wakeUs == atUs && !isAtWork) {
              isAtWork = true;
              turn();
            }
          });
    }
  }

  private void perform(Effect effect) {
    switch (effect) {
      case Effect.Send(ReplicaId to, Message message) -> world.send(id, List.of(to), message);
      case Effect.Broadcast(Message message) -> world.send(id, others, message);
      case Effect.Execute(SequenceNumber sequence, Batch batch) -> execute(sequence, batch);
      case Effect.Certified(Execution execution, var _) -> {
        Batch batch = executed.remove(execution.sequence());
        if (batch != null) {
          world.certified(id, batch.transactions());
        }
      }
      case Effect.CatchUp _ -> Check.that(false, "nobody is left behind where nothing is lost");
      case Effect.Persist _, Effect.Stable _, Effect.EpochEnded _, Effect.Notify _ -> {}
    }
  }

  private void execute(SequenceNumber sequence, Batch batch) {
    Prices prices = plan.prices();
    long begunUs = Math.max(ledgerFreeUs, verify(batch.transactions()));
    batch.transactions().forEach(each -> verifiedAtUs.remove(each.id()));
    ledgerFreeUs = begunUs + prices.block() + prices.transaction() * batch.transactions().size();
    world.at(
        ledgerFreeUs,
        () -> {
          digest = Hash32.sha256(digest.bytes(), batch.digest().bytes());
          height = sequence.number();
          if (height % Tuning.CHECKPOINT_INTERVAL == 0) {
            checkpoints.put(height, digest);
          }
          executed.put(sequence, batch);
          take(new Input.Executed(new Execution(sequence, digest), Optional.empty()));
        });
  }
}
