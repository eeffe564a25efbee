package org.specie.quality.testkit.simulation.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.specie.ledger.consensus.value.Quorums;
import org.specie.quality.testkit.simulation.chance.Chance;
import org.specie.quality.testkit.simulation.liar.Counterfeiter;
import org.specie.quality.testkit.simulation.liar.Intruders;
import org.specie.quality.testkit.simulation.liar.Liar;
import org.specie.quality.testkit.simulation.liar.Liars;
import org.specie.quality.testkit.simulation.liar.Repeater;
import org.specie.quality.testkit.simulation.network.Conditions;
import org.specie.quality.testkit.simulation.signing.Keyring;

/** All scenarios by name. */
public final class Scenarios {
  private static final long SECOND_US = 1_000_000;

  private static final Map<String, Supplier<Liar>> LIARS = liars();

  private Scenarios() {}

  private static Map<String, Supplier<Liar>> liars() {
    Map<String, Supplier<Liar>> liars = new TreeMap<>();
    liars.put("asymmetric", Liars.Asymmetric::new);
    liars.put("censor", Liars.Censor::new);
    liars.put("complainer", Intruders.Complainer::new);
    liars.put("counterfeiter", Counterfeiter::new);
    liars.put("equivocator", Liars.Equivocator::new);
    liars.put("false-source", Liars.FalseSource::new);
    liars.put("forgetful", Liars.Forgetful::new);
    liars.put("forger", Intruders.Forger::new);
    liars.put("idle-primary", Liars.IdlePrimary::new);
    liars.put("overreacher", Intruders.Overreacher::new);
    liars.put("promiscuous", Liars.Promiscuous::new);
    liars.put("random-liar", Liars.RandomLiar::new);
    liars.put("repeater", Repeater::new);
    liars.put("replayer", Liars.Replayer::new);
    liars.put("revenant", Intruders.Revenant::new);
    liars.put("silent", Liars.Silent::new);
    liars.put("slow", Liars.Slow::new);
    liars.put("withholder", Liars.Withholder::new);
    liars.put("wrong-shares", Liars.WrongShares::new);
    return liars;
  }

  /** The scenario of this name. */
  public static Optional<Scenario> named(String name) {
    return all().stream().filter(each -> each.name().equals(name)).findFirst();
  }

  /** Every scenario, those that leave most to chance first. */
  public static List<Scenario> all() {
    return Stream.concat(ofOneEpoch().stream(), Successions.all().stream()).toList();
  }

  /** The scenarios in which the operators stay. */
  public static List<Scenario> ofOneEpoch() {
    List<Scenario> all = new ArrayList<>();
    all.add(scenario("calm", "honest replicas on a good network", Plan::calm));
    all.add(
        new Scenario("everything", "any liars, any faults, any network", Scenarios::everything));
    faults(all);
    LIARS.forEach(
        (name, liar) -> {
          all.add(
              new Scenario(name, "f liars of this kind, from the first primary on", lying(liar)));
          all.add(
              new Scenario(
                  name + "-in-bad-weather",
                  "f liars of this kind among crashes, cuts and losses",
                  lyingInBadWeather(liar)));
        });
    all.add(
        new Scenario(
            "twins",
            "f identities run twice, with a disk each",
            (quorums, activeUs, chance) ->
                Plan.calm(quorums, activeUs).withTwins(some(quorums, chance, true))));
    all.add(
        new Scenario(
            "twins-in-bad-weather",
            "f identities run twice, among crashes and cuts",
            (quorums, activeUs, chance) ->
                Plan.calm(quorums, activeUs)
                    .withTwins(some(quorums, chance, false))
                    .withFaults(SECOND_US, Fault.CRASH, Fault.PARTITION, Fault.LOSS)));
    all.addAll(Scripts.all());
    all.addAll(Asynchrony.all());
    return List.copyOf(all);
  }

  private static Scenario scenario(
      String name, String summary, BiFunction<Quorums, Long, Plan> plan) {
    return new Scenario(
        name, summary, (quorums, activeUs, chance) -> plan.apply(quorums, activeUs));
  }

  private static void faults(List<Scenario> all) {
    all.add(
        scenario(
            "wan",
            "five continents, 50 to 150 ms apart",
            (quorums, activeUs) ->
                Plan.calm(quorums, activeUs).with(Plan.wide()).with(Conditions.wan())));
    all.add(
        scenario(
            "lossy",
            "a tenth of all frames is lost, some are repeated or late",
            (quorums, activeUs) ->
                Plan.calm(quorums, activeUs).with(Conditions.lan().with(100, 50, 50))));
    all.add(weather("crashes", "machines lose power one by one", Fault.CRASH));
    all.add(
        weather(
            "blackouts",
            "all machines lose power at once, or between any two steps of their work",
            Fault.CRASH_ALL,
            Fault.CRASH_POINTS));
    all.add(
        weather(
            "crash-points",
            "power goes between any two steps of a machine's work",
            Fault.CRASH_POINTS,
            Fault.LOSS));
    all.add(weather("cuts", "networks fall apart and heal", Fault.PARTITION, Fault.ONE_WAY));
    all.add(weather("pauses", "processes stand still", Fault.PAUSE));
    all.add(weather("clocks", "calendars jump", Fault.CLOCK, Fault.CRASH));
    all.add(weather("wipes", "machines lose their disks", Fault.WIPE));
    all.add(weather("bad-disks", "disks rot and fill up", Fault.ROT, Fault.DISK_FULL, Fault.CRASH));
    all.add(weather("bad-weather", "every fault of honest machines", Fault.values()));
  }

  private static Scenario weather(String name, String summary, Fault... faults) {
    return scenario(
        name,
        summary,
        (quorums, activeUs) -> Plan.calm(quorums, activeUs).withFaults(2 * SECOND_US, faults));
  }

  private static Scenario.Planner lying(Supplier<Liar> liar) {
    return (quorums, activeUs, chance) ->
        Plan.calm(quorums, activeUs).withLiars(all(some(quorums, chance, true), liar));
  }

  private static Scenario.Planner lyingInBadWeather(Supplier<Liar> liar) {
    return (quorums, activeUs, chance) ->
        Plan.calm(quorums, activeUs)
            .withLiars(all(some(quorums, chance, false), liar))
            .withFaults(
                2 * SECOND_US,
                Fault.CRASH,
                Fault.PAUSE,
                Fault.PARTITION,
                Fault.ONE_WAY,
                Fault.LOSS,
                Fault.CRASH_POINTS);
  }

  private static Map<Integer, Supplier<Liar>> all(Set<Integer> some, Supplier<Liar> liar) {
    Map<Integer, Supplier<Liar>> liars = new TreeMap<>();
    some.forEach(each -> liars.put(each, liar));
    return liars;
  }

  /** f replicas; with the first primary among them or anybody. */
  private static Set<Integer> some(Quorums quorums, Chance chance, boolean isFirstAmong) {
    List<Integer> order =
        chance.shuffled(Stream.iterate(0, i -> i + 1).limit(quorums.replicas()).toList());
    if (isFirstAmong) {
      order.remove(Integer.valueOf(0));
      order.addFirst(0);
    }
    return new TreeSet<>(order.subList(0, quorums.faults()));
  }

  /** One kind of liar. */
  static Supplier<Liar> anyLiar(Chance chance) {
    return chance.pick(List.copyOf(LIARS.values()));
  }

  static Plan everything(Quorums quorums, long activeUs, Chance chance) {
    Map<Integer, Supplier<Liar>> liars = new TreeMap<>();
    Set<Integer> twins = new TreeSet<>();
    for (int each : some(quorums, chance, false)) {
      if (chance.percent(10)) {
        twins.add(each);
      } else if (chance.percent(70)) {
        liars.put(each, chance.pick(List.copyOf(LIARS.values())));
      }
    }
    List<Fault> faults = chance.shuffled(List.of(Fault.values())).subList(0, chance.below(5));
    boolean isWide = chance.percent(20);
    Conditions conditions = isWide ? Conditions.wan() : Conditions.lan();
    Plan plan =
        Plan.calm(quorums, activeUs)
            .with(isWide ? Plan.wide() : Plan.near())
            .with(
                chance.percent(30)
                    ? conditions.with(chance.below(150), chance.below(50), chance.below(50))
                    : conditions)
            .with(chance.pick(List.of(Keyring.Scheme.values())))
            .withLiars(liars)
            .withTwins(twins)
            .withClients(chance.below(8) + 1);
    return plan.withFaults(
        chance.between(SECOND_US / 2, 5 * SECOND_US), faults.toArray(new Fault[0]));
  }
}
