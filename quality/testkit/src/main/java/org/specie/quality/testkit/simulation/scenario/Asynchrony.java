package org.specie.quality.testkit.simulation.scenario;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.specie.ledger.consensus.message.Message;
import org.specie.ledger.consensus.value.Quorums;
import org.specie.ledger.consensus.value.Tuning;
import org.specie.ledger.consensus.value.View;
import org.specie.quality.testkit.simulation.Stage;
import org.specie.quality.testkit.simulation.liar.Climber;
import org.specie.quality.testkit.simulation.liar.Liar;
import org.specie.quality.testkit.simulation.liar.Liars;
import org.specie.quality.testkit.simulation.liar.Pretender;
import org.specie.quality.testkit.simulation.liar.Shepherd;
import org.specie.quality.testkit.simulation.network.Packet;
import org.specie.quality.testkit.simulation.network.Rule;

/**
 * The network keeps what it likes until one moment, and from then on delivers within a bound; f
 * replicas lie all the time, the first primaries among them. Whatever was asked for has to be
 * answered within the bound of docs/spec/23-sbft.md 7.8.
 */
public final class Asynchrony {
  /** Long enough that timers have reached their limit. */
  private static final int TIMES_AS_LONG = 16;

  /** Long enough for the climb, each view of which takes a timer. */
  private static final int TIMES_AS_LONG_TO_CLIMB = 32;

  /** More views than the bound has timers, so that nobody climbs them one by one within it. */
  private static final int CLIMBED_MIN = 20;

  /** A frame between two replicas on this network, and what a machine takes to look at it. */
  private static final long DELAY_US = 3_000;

  private Asynchrony() {}

  static List<Scenario> all() {
    return List.of(
        scenario("silent", "say nothing", Liars.Silent::new, Asynchrony::keepApart),
        scenario(
            "equivocator", "propose two values", Liars.Equivocator::new, Asynchrony::keepApart),
        scenario(
            "hidden-views",
            "say nothing, new views are lost,",
            Liars.Silent::new,
            Asynchrony::hide),
        scenario("shepherd", "drive one replica ahead", Shepherd::new, Asynchrony::keepApart),
        scenario("pretender", "show views they are not in", Pretender::new, Asynchrony::keepApart),
        climb());
  }

  /** f honest replicas are cut off, and liars take the others far up the views. */
  private static Scenario climb() {
    return new Scenario(
        "asynchrony-climber",
        "f replicas take f + 1 far up the views while the others are cut off; then everything is"
            + " delivered, within a bound, and they say nothing",
        (quorums, activeUs, chance) -> {
          Plan calm = Plan.calm(quorums, TIMES_AS_LONG_TO_CLIMB * activeUs);
          View last = lastClimbed(quorums);
          Supplier<Liar> climber = () -> new Climber(last, quorums.faults());
          return calm.withLiars(first(quorums, climber))
              .with(
                  stage -> {
                    stage.network().rule(packet -> fateBelow(quorums, packet));
                    isBounded(stage, calm, last.number() + 1);
                  });
        });
  }

  /** The first view high enough of which replica 0 is the primary. */
  static View lastClimbed(Quorums quorums) {
    int replicas = quorums.replicas();
    return new View(Math.ceilDiv(CLIMBED_MIN, replicas) * (long) replicas);
  }

  /** The last f replicas are cut off. */
  private static Rule.Fate fateBelow(Quorums quorums, Packet packet) {
    int connected = quorums.replicas() - quorums.faults();
    return packet.from() < connected && packet.to() < connected ? Rule.Fate.PASSES : Rule.Fate.LOST;
  }

  private static Scenario scenario(String name, String what, Supplier<Liar> liar, Script until) {
    return new Scenario(
        "asynchrony-" + name,
        "f replicas "
            + what
            + " and nothing is delivered in time; then everything is, within a bound",
        (quorums, activeUs, chance) -> {
          Plan calm = Plan.calm(quorums, TIMES_AS_LONG * activeUs);
          return calm.withLiars(first(quorums, liar))
              .with(
                  stage -> {
                    until.prepare(stage);
                    isBounded(stage, calm, quorums.faults());
                  });
        });
  }

  private static Map<Integer, Supplier<Liar>> first(Quorums quorums, Supplier<Liar> liar) {
    Map<Integer, Supplier<Liar>> liars = new TreeMap<>();
    for (int i = 0; i < quorums.faults(); i++) {
      liars.put(i, liar);
    }
    return liars;
  }

  /** Honest replicas hear of nobody but the liars. */
  private static void keepApart(Stage stage) {
    stage
        .network()
        .rule(
            packet ->
                stage.isSuspect(packet.from()) || stage.isSuspect(packet.to())
                    ? Rule.Fate.PASSES
                    : Rule.Fate.LOST);
  }

  /** All views change, and nobody learns of a new one. */
  private static void hide(Stage stage) {
    stage.network().rule(Asynchrony::withoutNewViews);
  }

  private static Rule.Fate withoutNewViews(Packet packet) {
    return packet.message().filter(Message.NewView.class::isInstance).isPresent()
        ? Rule.Fate.LOST
        : Rule.Fate.PASSES;
  }

  private static void isBounded(Stage stage, Plan plan, long viewMin) {
    long boundUs = boundUs(plan.quorums(), plan.tuning());
    stage.expect(
        "everything is answered within %d ms of the end of asynchrony".formatted(boundUs / 1_000),
        () -> stage.timeline().nowUs() - plan.activeUs() <= boundUs);
    stage.expect(
        "views before %d are left".formatted(viewMin),
        () ->
            IntStream.range(plan.quorums().faults(), stage.replicas())
                .allMatch(each -> viewOf(stage, each) >= viewMin));
  }

  private static long viewOf(Stage stage, int machine) {
    return stage.machine(machine).status().orElseThrow().view().number();
  }

  /**
   * The bound of 7.8, with the patience of the simulator's clients: twice as long as it takes them
   * to ask everybody.
   */
  public static long boundUs(Quorums quorums, Tuning tuning) {
    long repeatedUs = 4_000 * tuning.retransmissionMs();
    long viewUs = 1_000 * tuning.viewChangeTimeoutMaxMs() + repeatedUs + 2 * DELAY_US;
    long decisionUs =
        1_000
            * (tuning.fastPathTimeoutMs()
                + (quorums.slow() + 2) * tuning.collectorStaggerMs()
                + 3 * tuning.retransmissionMs());
    long clientsUs = 2 * Math.max(1_000_000, 2_000 * tuning.requestTimeoutMs());
    return (quorums.faults() + 3) * 2L * viewUs + 3 * decisionUs + clientsUs;
  }
}
