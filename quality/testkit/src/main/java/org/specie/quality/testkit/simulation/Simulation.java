package org.specie.quality.testkit.simulation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.specie.kernel.core.InvariantViolation;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.Genesis;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.consensus.ReplicaStatus;
import org.specie.ledger.consensus.step.Input;
import org.specie.ledger.consensus.value.Configuration;
import org.specie.ledger.consensus.value.Quorums;
import org.specie.ledger.consensus.value.ReplicaId;
import org.specie.ledger.consensus.value.SequenceNumber;
import org.specie.ledger.consensus.value.Tuning;
import org.specie.quality.testkit.simulation.chance.Chance;
import org.specie.quality.testkit.simulation.invariant.Faulty;
import org.specie.quality.testkit.simulation.invariant.InvariantBroken;
import org.specie.quality.testkit.simulation.invariant.Watch;
import org.specie.quality.testkit.simulation.liar.LiarOutlet;
import org.specie.quality.testkit.simulation.liar.Wire;
import org.specie.quality.testkit.simulation.network.Network;
import org.specie.quality.testkit.simulation.network.Packet;
import org.specie.quality.testkit.simulation.replica.CrashPoint;
import org.specie.quality.testkit.simulation.replica.HonestOutlet;
import org.specie.quality.testkit.simulation.replica.Machine;
import org.specie.quality.testkit.simulation.replica.World;
import org.specie.quality.testkit.simulation.scenario.Plan;
import org.specie.quality.testkit.simulation.signing.Keyring;
import org.specie.quality.testkit.simulation.time.Timeline;
import org.specie.quality.testkit.simulation.time.Trace;
import org.specie.quality.testkit.simulation.workload.Acknowledgement;
import org.specie.quality.testkit.simulation.workload.Clients;

/** One run of one plan with one seed. */
public final class Simulation implements World, Stage {
  private static final long SETTLED_EVERY_US = 50_000;
  private static final long LIAR_WAKES_US = 200_000;
  private static final long SLOWNESS_US = 2_000;
  private static final long PATIENCE_US_MIN = 1_000_000;

  private final Plan plan;
  private final Chance chance;
  private final Timeline timeline = new Timeline();
  private final Trace trace;
  private final Genesis genesis;
  private final Keyring keyring;
  private final Faulty faulty = new Faulty();
  private final Watch watch;
  private final Network network;
  private final Clients clients;
  private final Weather weather;
  private final List<Machine> machines = new ArrayList<>();
  private final Map<Integer, Machine> twins = new TreeMap<>();
  private final Map<String, BooleanSupplier> claims = new TreeMap<>();
  private final Seating seating;
  private Optional<SequenceNumber> awaited = Optional.empty();

  public Simulation(long seed, Plan plan, Optional<Consumer<String>> listener) throws IOException {
    this.plan = plan;
    this.chance = new Chance(seed);
    this.trace = new Trace(timeline, listener);
    this.genesis = Founding.genesis(plan.quorums());
    this.keyring =
        new Keyring(
            chance.named("keys").next(), genesis.ledgerId(), 0, plan.quorums(), plan.scheme());
    this.watch = new Watch(plan.quorums(), genesis, faulty, timeline);
    this.network =
        new Network(timeline, trace, chance.named("network"), replicas(), plan.conditions());
    this.clients =
        new Clients(
            timeline,
            trace,
            watch,
            keyring.of(new ReplicaId(0)),
            this::submit,
            replicas(),
            Math.max(PATIENCE_US_MIN, plan.tuning().requestTimeoutMs() * 2_000));
    this.weather = new Weather(this, plan, chance.named("weather"));
    this.seating = new Seating(chance.named("twins"));
    for (int i = 0; i < replicas(); i++) {
      seat(i);
    }
  }

  // --- who takes part

  private void seat(int id) {
    Chance own = chance.named("machine " + id);
    network.attach(packet -> arrive(id, packet));
    if (plan.liars().containsKey(id)) {
      faulty.add(id);
      LiarOutlet outlet = new LiarOutlet(plan.liars().get(id).get(), wire(id, own.named("liar")));
      machines.add(new Machine(id, this, outlet, false, own));
      wakeLater(outlet);
    } else if (plan.twins().contains(id)) {
      faulty.add(id);
      machines.add(new Machine(id, this, seating.outlet(network, id, 0), false, own));
      Chance other = own.named("twin");
      twins.put(id, new Machine(id, this, seating.outlet(network, id, 1), false, other));
    } else {
      machines.add(new Machine(id, this, new HonestOutlet(network, id), true, own));
    }
  }

  private Wire wire(int id, Chance own) {
    Configuration configuration =
        new Configuration(genesis.ledgerId(), keyring.epoch(), plan.quorums(), new ReplicaId(id));
    return new Wire(configuration, plan.tuning(), keyring.of(new ReplicaId(id)), network, own);
  }

  private void wakeLater(LiarOutlet outlet) {
    timeline.after(
        LIAR_WAKES_US,
        () -> {
          outlet.wake();
          wakeLater(outlet);
        });
  }

  private void arrive(int id, Packet packet) {
    Machine twin = twins.get(id);
    if (twin == null || seating.reaches(packet.from(), 0)) {
      machines.get(id).receive(packet);
    }
    if (twin != null && seating.reaches(packet.from(), 1)) {
      twin.receive(packet);
    }
  }

  private void submit(int replica, int client, Transaction transaction) throws IOException {
    machines.get(replica).submit(client, transaction);
  }

  // --- the run

  /** Runs to the end, or to the first thing that must not happen. */
  public Outcome run() throws IOException {
    long restUs = 0;
    Optional<Outcome.Violation> violation = Optional.empty();
    try {
      restUs = act();
    } catch (InvariantBroken e) {
      violation = Optional.of(violation(e.invariant(), e));
    } catch (InvariantViolation e) {
      violation = Optional.of(violation("no bug", e));
    }
    return new Outcome(
        violation,
        trace.hash(),
        timeline.happened(),
        timeline.nowUs(),
        watch.height(),
        watch.finals(),
        highestView(),
        restUs,
        clients.latenciesUs(),
        network.traffic());
  }

  private Outcome.Violation violation(String invariant, Throwable e) {
    return new Outcome.Violation(
        invariant, timeline.happened(), Optional.ofNullable(e.getMessage()).orElse("no words"));
  }

  private long act() throws IOException {
    for (Machine each : machines) {
      each.start();
    }
    for (Machine each : twins.values()) {
      each.start();
    }
    reconnectAll();
    for (int i = 0; i < plan.clients(); i++) {
      clients.open(chance.named("client " + i));
    }
    plan.script().prepare(this);
    weather.begin();
    advance(plan.activeUs());
    weather.end();
    clients.close();
    long healedUs = timeline.nowUs();
    long endUs = healedUs + plan.restUs();
    while (!clients.areServed()) {
      proceed(endUs, "liveness: " + clients.describeWaiting());
    }
    long height = watch.height();
    while (!haveAllReached(height)) {
      proceed(endUs, "not everybody reached height " + height);
    }
    watch.requireFinals(height);
    requireClaims();
    return timeline.nowUs() - healedUs;
  }

  private void requireClaims() {
    claims.forEach(
        (claim, holds) -> {
          if (!holds.getAsBoolean()) {
            throw new InvariantBroken("scenario", claim);
          }
        });
  }

  private void advance(long untilUs) throws IOException {
    while (timeline.advance(untilUs)) {
      // Each event checks what it touches.
    }
  }

  private void proceed(long endUs, String why) throws IOException {
    if (timeline.nowUs() >= endUs) {
      throw new InvariantBroken(
          "liveness",
          "%s %d s after the last fault; %s".formatted(why, plan.restUs() / 1_000_000, describe()));
    }
    advance(timeline.nowUs() + SETTLED_EVERY_US);
  }

  private boolean haveAllReached(long height) {
    return machines.stream().filter(Machine::isHonest).allMatch(each -> each.height() >= height);
  }

  private String describe() {
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < replicas(); i++) {
      Machine each = machines.get(i);
      words
          .append(each.isHonest() ? " r" : " liar r")
          .append(i)
          .append(": ")
          .append(each.status().map(ReplicaStatus::toString).orElse("down"));
    }
    return words.toString();
  }

  private long highestView() {
    return machines.stream()
        .filter(Machine::isHonest)
        .flatMap(each -> each.status().stream())
        .mapToLong(each -> each.view().number())
        .max()
        .orElse(0);
  }

  // --- what the weather does

  @Override
  public void restart(int replica, long afterUs) {
    timeline.after(
        afterUs,
        () -> {
          Machine machine = machines.get(replica);
          if (!machine.isUp()) {
            machine.start();
            reconnect(replica);
          }
        });
  }

  /** Takes a machine's disk, or damages its log, if one more may forget. */
  void loseMemory(int victim, boolean isWiped, long downUs) {
    Machine machine = machines.get(victim);
    boolean may = faulty.contains(victim) || faulty.count() < plan.quorums().faults();
    if (!machine.isHonest() || !may) {
      return;
    }
    faulty.add(victim);
    if (isWiped) {
      machine.wipe();
    } else {
      machine.rot();
    }
    restart(victim, downUs);
  }

  void setCut(int from, int to, boolean cut, boolean isNoticed) {
    network.setCut(from, to, cut);
    if (isNoticed) {
      machines.get(to).take(new Input.Disconnected(new ReplicaId(from)));
    }
  }

  private void reconnect(int replica) {
    for (int i = 0; i < replicas(); i++) {
      if (i != replica && machines.get(i).isUp()) {
        machines.get(i).take(new Input.Connected(new ReplicaId(replica)));
        machines.get(replica).take(new Input.Connected(new ReplicaId(i)));
      }
    }
  }

  void reconnectAll() {
    for (int i = 0; i < replicas(); i++) {
      if (machines.get(i).isUp()) {
        reconnect(i);
      }
    }
  }

  @Override
  public void crashed(int machine) {
    if (!machines.get(machine).isUp()) {
      for (int i = 0; i < replicas(); i++) {
        if (i != machine) {
          machines.get(i).take(new Input.Disconnected(new ReplicaId(machine)));
        }
      }
      restart(machine, chance.between(5_000_000, 6_000_000));
    }
  }

  @Override
  public void rejoined(int machine) {
    if (machines.get(machine).isHonest()) {
      faulty.remove(machine);
    }
  }

  // --- the world

  @Override
  public Timeline timeline() {
    return timeline;
  }

  @Override
  public Trace trace() {
    return trace;
  }

  @Override
  public Network network() {
    return network;
  }

  @Override
  public Watch watch() {
    return watch;
  }

  @Override
  public Genesis genesis() {
    return genesis;
  }

  @Override
  public Quorums quorums() {
    return plan.quorums();
  }

  @Override
  public Tuning tuning() {
    return plan.tuning();
  }

  @Override
  public Keyring keyring() {
    return keyring;
  }

  @Override
  public long slownessUs() {
    return SLOWNESS_US;
  }

  @Override
  public boolean crashesAt(int machine, CrashPoint point) {
    return weather.crashesAt(machine, point);
  }

  @Override
  public Optional<List<Block>> fetch(int from, int to, long height, long target)
      throws IOException {
    return network.isCut(from, to) || network.isCut(to, from)
        ? Optional.empty()
        : machines.get(from).blocks(height, target);
  }

  @Override
  public List<Integer> peers(int machine) {
    List<Integer> peers = new ArrayList<>();
    for (int i = 0; i < replicas(); i++) {
      if (i != machine) {
        peers.add(i);
      }
    }
    return peers;
  }

  @Override
  public void acknowledge(int client, Acknowledgement acknowledgement) {
    clients.told(client, acknowledgement);
  }

  @Override
  public Chance chance() {
    return chance;
  }

  @Override
  public Machine machine(int replica) {
    return machines.get(replica);
  }

  @Override
  public int replicas() {
    return plan.quorums().replicas();
  }

  @Override
  public Optional<SequenceNumber> awaited() {
    return awaited;
  }

  @Override
  public void await(long height) {
    awaited = Optional.of(new SequenceNumber(height));
    machines.forEach(Machine::hearWork);
  }

  @Override
  public long height() {
    return watch.height();
  }

  @Override
  public void expect(String claim, BooleanSupplier holds) {
    claims.put(claim, holds);
  }
}
