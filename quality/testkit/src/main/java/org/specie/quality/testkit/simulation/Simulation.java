package org.specie.quality.testkit.simulation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.crypto.quorum.QuorumCertificate;
import org.specie.ledger.api.block.Genesis;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.consensus.certificate.Statement.Execution;
import org.specie.ledger.consensus.value.SequenceNumber;
import org.specie.ledger.consensus.value.Tuning;
import org.specie.quality.testkit.simulation.chance.Chance;
import org.specie.quality.testkit.simulation.invariant.Faulty;
import org.specie.quality.testkit.simulation.invariant.InvariantBroken;
import org.specie.quality.testkit.simulation.invariant.Watch;
import org.specie.quality.testkit.simulation.liar.LiarOutlet;
import org.specie.quality.testkit.simulation.liar.Line;
import org.specie.quality.testkit.simulation.liar.Wire;
import org.specie.quality.testkit.simulation.network.Network;
import org.specie.quality.testkit.simulation.network.Packet;
import org.specie.quality.testkit.simulation.operators.Reign;
import org.specie.quality.testkit.simulation.operators.Reigns;
import org.specie.quality.testkit.simulation.replica.CrashPoint;
import org.specie.quality.testkit.simulation.replica.HonestOutlet;
import org.specie.quality.testkit.simulation.replica.Machine;
import org.specie.quality.testkit.simulation.replica.World;
import org.specie.quality.testkit.simulation.scenario.Plan;
import org.specie.quality.testkit.simulation.time.Timeline;
import org.specie.quality.testkit.simulation.time.Trace;
import org.specie.quality.testkit.simulation.workload.Acknowledgement;
import org.specie.quality.testkit.simulation.workload.Appointment;
import org.specie.quality.testkit.simulation.workload.Clients;
import org.specie.quality.testkit.simulation.workload.Workload;
import org.specie.quality.testkit.simulation.workload.Workloads;

/** One run of one plan with one seed. */
public final class Simulation implements World, Stage {
  private static final long SETTLED_EVERY_US = 50_000;
  private static final long LIAR_WAKES_US = 200_000;
  private static final long SLOWNESS_US = 2_000;

  /** Twenty times what happens in the busiest virtual second, for each pair of machines. */
  private static final long EVENTS_A_SECOND_MAX = 5_000;

  private static final long PATIENCE_US_MIN = 1_000_000;

  private final long seed;
  private final Plan plan;
  private final Chance chance;
  private final Timeline timeline = new Timeline();
  private final Trace trace;
  private final Genesis genesis;
  private final Reigns reigns;
  private final Workload workload;
  private final List<Reign> appointed = new ArrayList<>();
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
  private boolean isClosing;

  /** A run of numbered orders. */
  public Simulation(long seed, Plan plan, Optional<Consumer<String>> listener) throws IOException {
    this(seed, plan, Workloads.TALLIES, listener);
  }

  public Simulation(long seed, Plan plan, Workloads work, Optional<Consumer<String>> listener)
      throws IOException {
    this.seed = seed;
    this.plan = plan;
    this.chance = new Chance(seed);
    this.trace = new Trace(timeline, listener);
    this.workload = work.begin(plan.quorums());
    this.genesis = workload.genesis();
    this.reigns = new Reigns(chance.named("keys").next(), genesis.ledgerId(), plan.scheme());
    this.watch = new Watch(genesis, reigns, workload, faulty, timeline);
    this.network =
        new Network(timeline, trace, chance.named("network"), machines(), plan.conditions());
    this.clients =
        new Clients(
            timeline,
            trace,
            watch,
            workload,
            this::submit,
            () -> watch.reign().machines(),
            Math.max(PATIENCE_US_MIN, plan.tuning().requestTimeoutMs() * 2_000));
    this.weather = new Weather(this, plan, chance.named("weather"));
    this.seating = new Seating(chance.named("twins"));
    for (int i = 0; i < machines(); i++) {
      seat(i);
    }
  }

  // --- who takes part

  private void seat(int id) {
    Chance own = chance.named("machine " + id);
    network.attach(packet -> arrive(id, packet));
    if (plan.liars().containsKey(id)) {
      faulty.add(id);
      LiarOutlet outlet =
          new LiarOutlet(
              plan.liars().get(id).get(),
              new Wire(
                  id, plan.tuning(), network, new Line(timeline, machines()), own.named("liar")));
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

  private void submit(int machine, int client, Transaction transaction) {
    machines.get(machine).submit(client, transaction);
  }

  // --- the run

  /** Runs to the end, or to the first thing that must not happen. */
  public Outcome run() {
    long restUs = 0;
    Optional<Outcome.Violation> violation = Optional.empty();
    try {
      restUs = act();
    } catch (InvariantBroken e) {
      violation = Optional.of(violation(e.invariant(), e));
    } catch (InvariantViolation | RuntimeException | IOException e) {
      // The edge of a run: whatever ends it is told with the seed that does it again.
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
        invariant, timeline.happened(), Optional.ofNullable(e.getMessage()).orElse(e.toString()));
  }

  private long act() throws IOException {
    for (int i = 0; i < replicas(); i++) {
      machines.get(i).start();
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
    isClosing = true;
    clients.close();
    long healedUs = timeline.nowUs();
    long endUs = healedUs + plan.restUs();
    while (!clients.areServed()) {
      proceed(endUs, "liveness: " + clients.describeWaiting());
    }
    while (!areInForce()) {
      proceed(endUs, "the operators of epoch %d are not all at work".formatted(appointed.size()));
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
      requireNoFlood();
    }
  }

  private void requireNoFlood() {
    long eventsMax = EVENTS_A_SECOND_MAX * machines() * machines();
    if (timeline.happenedThisSecond() > eventsMax) {
      throw new InvariantBroken(
          "no flood",
          "more than %d events in virtual second %d of seed %d"
              .formatted(eventsMax, timeline.nowUs() / 1_000_000, seed));
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
    return watch.reign().machines().stream()
        .map(machines::get)
        .filter(Machine::isHonest)
        .allMatch(each -> each.height() >= height);
  }

  /** Whether everybody who was appointed last, and is honest, has a seat. */
  private boolean areInForce() {
    if (appointed.isEmpty()) {
      return true;
    }
    Reign last = appointed.getLast();
    return watch.reign().equals(last)
        && last.machines().stream()
            .map(machines::get)
            .filter(Machine::isHonest)
            .allMatch(each -> each.reign().filter(last::equals).isPresent());
  }

  private String describe() {
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < machines(); i++) {
      Machine each = machines.get(i);
      words
          .append(each.isHonest() ? " r" : " liar r")
          .append(i)
          .append(": ")
          .append(each.isUp() ? "" : " down")
          .append(
              each.reign()
                  .map(it -> " epoch " + it.epoch())
                  .orElse(" no seat, height " + each.height()))
          .append(each.status().map(it -> " " + it).orElse(""));
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
          if (!machine.isUp() && machine.hasBegun()) {
            machine.start();
            reconnect(replica);
          }
        });
  }

  @Override
  public void appoint(OperatorSet next) throws IOException {
    Reign reign = reigns.of(next);
    appointed.add(reign);
    for (int each : reign.machines()) {
      if (!machines.get(each).hasBegun()) {
        machines.get(each).start();
        reconnect(each);
      }
    }
    clients.ask(Appointment.of(next).transaction(), chance.named("committee " + next.epoch()));
  }

  /** Takes a machine's disk, or damages its log, if one more may forget. */
  void loseMemory(int victim, boolean isWiped, long downUs) {
    Machine machine = machines.get(victim);
    if (!machine.isHonest() || !machine.hasBegun() || !mayForget(victim)) {
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

  /** Whether one more may forget, in the present epoch and in every one that is to come. */
  private boolean mayForget(int victim) {
    Reign now = watch.reign();
    return faulty.contains(victim)
        || Stream.concat(
                Stream.of(now), appointed.stream().filter(each -> each.epoch() > now.epoch()))
            .filter(each -> each.seat(victim).isPresent())
            .allMatch(each -> faulty.among(each.machines()) < each.quorums().faults());
  }

  void setCut(int from, int to, boolean cut, boolean isNoticed) {
    network.setCut(from, to, cut);
    if (isNoticed) {
      machines.get(to).disconnected(from);
    }
  }

  private void reconnect(int machine) {
    for (int i = 0; i < machines(); i++) {
      if (i != machine && machines.get(i).isUp()) {
        machines.get(i).connected(machine);
        machines.get(machine).connected(i);
      }
    }
  }

  void reconnectAll() {
    for (int i = 0; i < machines(); i++) {
      if (machines.get(i).isUp()) {
        reconnect(i);
      }
    }
  }

  @Override
  public void crashed(int machine) {
    if (!machines.get(machine).isUp()) {
      for (int i = 0; i < machines(); i++) {
        if (i != machine) {
          machines.get(i).disconnected(machine);
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
  public Tuning tuning() {
    return plan.tuning();
  }

  @Override
  public Workload workload() {
    return workload;
  }

  @Override
  public Reign reign(OperatorSet operators) {
    return reigns.of(operators);
  }

  @Override
  public Reign reign() {
    return watch.reign();
  }

  @Override
  public QuorumCertificate certificateOfStart(Execution start) {
    return reigns.of(genesis.operators()).keys().agreed(start);
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
  public void acknowledge(int client, Acknowledgement acknowledgement) {
    clients.told(client, acknowledgement);
  }

  @Override
  public Chance chance() {
    return chance;
  }

  @Override
  public Machine machine(int number) {
    return machines.get(number);
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
  public boolean isSuspect(int machine) {
    return faulty.contains(machine);
  }

  @Override
  public boolean isClosing() {
    return isClosing;
  }

  @Override
  public int machines() {
    return plan.machines();
  }

  @Override
  public long epochSeconds() {
    return watch.epochSeconds();
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
