package org.specie.quality.testkit.timing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.codec.Encoder;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.consensus.message.Message;
import org.specie.ledger.consensus.message.MessageCodec;
import org.specie.ledger.consensus.value.ReplicaId;
import org.specie.quality.testkit.simulation.chance.Chance;

/**
 * Replicas, the lines between them and clients beside them, in virtual time. At the end every
 * replica must have the same digest at every checkpoint.
 */
public final class TimedLedger implements TimedReplica.Surroundings {
  private static final long CLIENT_LINE_US = 500;
  private static final long DRAIN_US_MAX = 120_000_000;
  private static final Hash32 LEDGER = Hash32.sha256(ByteString.utf8("timed ledger"));

  private record Asked(int client, int replica, long atUs) {}

  private final TimedPlan plan;
  private final Agenda agenda = new Agenda();
  private final Chance jitter;
  private final Chance arrivals;
  private final List<TimedReplica> replicas = new ArrayList<>();
  private final long[] lineFreeNanos;
  private final long[][] lastArrivalUs;
  private final Map<Hash32, Asked> open = new HashMap<>();
  private final List<Long> latenciesUs = new ArrayList<>();
  private long asked;
  private boolean isClosing;
  private long measuredFromUs = -1;
  private long messages;
  private long bytes;
  private long transactions;

  private TimedLedger(TimedPlan plan, long seed) {
    this.plan = plan;
    Chance chance = new Chance(seed);
    this.jitter = chance.named("jitter");
    this.arrivals = chance.named("arrivals");
    int count = plan.quorums().replicas();
    this.lineFreeNanos = new long[count];
    this.lastArrivalUs = new long[count][count];
    for (int i = 0; i < count; i++) {
      replicas.add(new TimedReplica(i, plan, LEDGER, this));
    }
  }

  /** Runs {@code plan}; the same seed gives the same result. */
  public static Timing run(TimedPlan plan, long seed) throws IOException {
    return new TimedLedger(plan, seed).run();
  }

  private Timing run() throws IOException {
    replicas.forEach(TimedReplica::start);
    for (int i = 0; i < plan.clients(); i++) {
      int client = i;
      at(arrivals.between(0, CLIENT_LINE_US), () -> ask(client, client % replicas.size()));
    }
    if (plan.perSecond() > 0) {
      arriveLater();
    }
    long last = plan.warmUpBlocks() + plan.blocks();
    while (height() < plan.warmUpBlocks() && advance(plan.endUs())) {
      // Not measured.
    }
    long fromBlock = height();
    measuredFromUs = agenda.nowUs();
    messages = 0;
    bytes = 0;
    while (height() < last && advance(plan.endUs())) {
      // Measured.
    }
    long blocks = height() - fromBlock;
    double seconds = (agenda.nowUs() - measuredFromUs) / 1e6;
    if (latenciesUs.isEmpty() || blocks == 0) {
      throw new IOException("nothing became final in the time that was measured; make it longer");
    }
    Timing timing =
        new Timing(
            replicas.size(),
            latenciesUs.size() / seconds,
            millis(0.5),
            millis(0.99),
            latenciesUs.size(),
            blocks,
            (double) transactions / blocks,
            (double) messages / blocks,
            (double) bytes / blocks,
            0);
    return compared(timing);
  }

  private boolean advance(long untilUs) {
    return agenda.advance(untilUs);
  }

  private long height() {
    return replicas.getFirst().height();
  }

  /** Lets everything come to rest and compares digests. */
  private Timing compared(Timing timing) {
    isClosing = true;
    long endUs = agenda.nowUs() + DRAIN_US_MAX;
    while (!(open.isEmpty() && isLevel()) && advance(endUs)) {
      // What was asked for is still answered.
    }
    Check.that(open.isEmpty() && isLevel(), "where nothing fails everything becomes final");
    TimedReplica first = replicas.getFirst();
    for (TimedReplica each : replicas) {
      Check.that(each.view() == 0, "where nothing fails the first view lasts");
      if (!each.checkpoints().equals(first.checkpoints())) {
        throw new InvariantViolation("replicas differ at a checkpoint");
      }
    }
    return new Timing(
        timing.replicas(),
        timing.perSecond(),
        timing.p50Ms(),
        timing.p99Ms(),
        timing.requests(),
        timing.blocks(),
        timing.transactionsPerBlock(),
        timing.messagesPerBlock(),
        timing.bytesPerBlock(),
        first.checkpoints().size());
  }

  private boolean isLevel() {
    return replicas.stream().allMatch(each -> each.height() == height());
  }

  // --- clients

  private void arriveLater() {
    double gap = -Math.log(1 - (arrivals.next() >>> 11) * 0x1.0p-53) * 1e6 / plan.perSecond();
    at(
        agenda.nowUs() + Math.round(gap),
        () -> {
          if (!isClosing) {
            ask(-1, arrivals.below(replicas.size()));
            arriveLater();
          }
        });
  }

  private void ask(int client, int replica) {
    byte[] body = new byte[plan.transactionBytes() - Long.BYTES];
    Transaction transaction =
        new Transaction(new Encoder().u64(asked++).fixed(ByteString.copyOf(body)).toByteString());
    open.put(transaction.id(), new Asked(client, replica, agenda.nowUs()));
    at(agenda.nowUs() + CLIENT_LINE_US, () -> replicas.get(replica).submit(transaction));
  }

  @Override
  public void certified(int replica, List<Transaction> block) {
    if (replica == 0 && measuredFromUs >= 0 && !isClosing) {
      transactions += block.size();
    }
    for (Transaction each : block) {
      Asked asker = open.get(each.id());
      if (asker != null && asker.replica() == replica) {
        open.remove(each.id());
        at(agenda.nowUs() + CLIENT_LINE_US, () -> answered(asker));
      }
    }
  }

  private void answered(Asked asker) {
    if (isClosing) {
      return;
    }
    if (measuredFromUs >= 0) {
      latenciesUs.add(agenda.nowUs() - asker.atUs());
    }
    if (asker.client() >= 0) {
      ask(asker.client(), asker.replica());
    }
  }

  private double millis(double share) {
    long[] sorted = latenciesUs.stream().mapToLong(each -> each).toArray();
    Arrays.sort(sorted);
    return sorted[(int) Math.round(share * (sorted.length - 1))] / 1e3;
  }

  // --- the world of a replica

  @Override
  public long nowUs() {
    return agenda.nowUs();
  }

  @Override
  public void at(long atUs, Runnable work) {
    agenda.at(atUs, work);
  }

  @Override
  public void send(int from, List<ReplicaId> to, Message message) {
    int size = MessageCodec.encode(0, message).size();
    boolean isPeriodic = message instanceof Message.Status;
    for (ReplicaId each : to) {
      if (!isPeriodic) {
        messages++;
        bytes += size;
      }
      lineFreeNanos[from] =
          Math.max(lineFreeNanos[from], agenda.nowUs() * 1000) + size * plan.prices().byteNanos();
      long arrivesUs =
          lineFreeNanos[from] / 1000
              + plan.places().us(from, each.index())
              + jitter.between(0, plan.places().jitterUs());
      // A connection keeps the order.
      lastArrivalUs[from][each.index()] = Math.max(arrivesUs, lastArrivalUs[from][each.index()]);
      at(
          lastArrivalUs[from][each.index()],
          () -> replicas.get(each.index()).receive(from, message));
    }
  }
}
