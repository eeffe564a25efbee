package org.specie.ledger.sbft;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.specie.ledger.api.EngineStatus;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.consensus.ReplicaStatus;
import org.specie.ledger.sbft.metrics.EngineMetrics;
import org.specie.ledger.sbft.metrics.Health;

/** What a replica says of itself and of the others it sees: status, health and gauges. */
final class Overview {
  private final Machinery.Parts parts;
  private final EventLoop loop;
  private final Inbox inbox;
  private final PeerSights sights;
  private final Supplier<OperatorSet> operators;
  private final Supplier<Optional<Epoch>> epoch;

  Overview(
      Machinery.Parts parts,
      EventLoop loop,
      Inbox inbox,
      PeerSights sights,
      Supplier<OperatorSet> operators,
      Supplier<Optional<Epoch>> epoch) {
    this.parts = parts;
    this.loop = loop;
    this.inbox = inbox;
    this.sights = sights;
    this.operators = operators;
    this.epoch = epoch;
  }

  void addGauges() {
    EngineMetrics metrics = parts.metrics();
    metrics.gauge("chain.height", "last durable block", parts.blocks()::height);
    metrics.gauge(
        "chain.certified.height",
        "up to which every block is certified here",
        parts.blocks()::certifiedHeight);
    metrics.gauge("consensus.view", "the present view", () -> at(each -> each.view().number()));
    metrics.gauge(
        "consensus.stable", "last stable checkpoint", () -> at(each -> each.stable().number()));
    metrics.gauge(
        "consensus.inflight",
        "slots decided and not executed",
        () -> at(each -> each.decided().number() - each.executed().number()));
    metrics.gauge(
        "consensus.voting", "1 if this replica votes", () -> at(each -> each.isVoting() ? 1 : 0));
    metrics.gauge("consensus.pending", "transactions waited for", () -> at(ReplicaStatus::pending));
    metrics.gauge(
        "admission.waiting", "submitted here and not executed", parts.submissions()::size);
    metrics.gauge("loop.waiting", "inputs that wait for the event loop", inbox::size);
    metrics.gauge("link.connected", "operators whose link stands", () -> sights.connected().size());
    metrics.gauge("health.margin", "failures still survived", () -> health().margin());
  }

  SbftStatus status(EngineStatus engine) {
    Optional<ReplicaStatus> replica = loop.status();
    Optional<Epoch> now = epoch.get();
    Optional<String> primary =
        now.isPresent() && replica.isPresent()
            ? Optional.of(now.get().name(now.get().configuration().primary(replica.get().view())))
            : Optional.empty();
    return new SbftStatus(
        engine,
        operators.get().epoch(),
        replica,
        primary,
        parts.blocks().certifiedHeight(),
        Math.max(0, sights.furthest() - parts.blocks().height()),
        sights.connected(),
        health());
  }

  private Health health() {
    OperatorSet now = operators.get();
    long height = parts.blocks().height();
    long furthest = Math.max(height, sights.furthest());
    List<String> others = new ArrayList<>();
    now.operators().forEach(each -> others.add(each.name()));
    others.remove(parts.operator());
    List<Health.Sight> seen =
        new ArrayList<>(sights.sights(others, furthest, parts.stopwatch().ms()));
    if (epoch.get().isEmpty()) {
      // Who only follows is told nothing of the others but whether they are there.
      seen.replaceAll(
          each -> new Health.Sight(each.name(), each.isConnected(), 0, 0, each.isConnected()));
    }
    boolean isVoting = loop.status().map(ReplicaStatus::isVoting).orElse(false);
    if (epoch.get().isPresent()) {
      seen.add(new Health.Sight(parts.operator(), true, 0, furthest - height, isVoting));
    }
    return Health.of(now.faults(), seen);
  }

  private long at(ToLongFunction<ReplicaStatus> number) {
    return loop.status().map(number::applyAsLong).orElse(0L);
  }
}
