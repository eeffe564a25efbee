package org.specie.quality.testkit.simulation.scenario;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.specie.kernel.core.Check;
import org.specie.ledger.consensus.value.Quorums;
import org.specie.ledger.consensus.value.Tuning;
import org.specie.quality.testkit.simulation.liar.Liar;
import org.specie.quality.testkit.simulation.network.Conditions;
import org.specie.quality.testkit.simulation.signing.Keyring;

/**
 * Everything about one run but its seed.
 *
 * @param liars who lies, and how
 * @param twins which liars are two copies of one identity, with a disk each
 * @param faults what happens to the others
 * @param gapUs how long it stays quiet between two faults, on average
 * @param activeUs how long faults go on; then everything heals and has to come to rest
 * @param clients how many ask
 * @param machines how many machines there are; founders have the first, others may be appointed
 * @param script what happens besides, at its own times
 */
public record Plan(
    Quorums quorums,
    Tuning tuning,
    Keyring.Scheme scheme,
    Conditions conditions,
    Map<Integer, Supplier<Liar>> liars,
    Set<Integer> twins,
    List<Fault> faults,
    long gapUs,
    long activeUs,
    int clients,
    int machines,
    Script script) {
  public Plan {
    liars = new TreeMap<>(liars);
    twins = Set.copyOf(twins);
    faults = List.copyOf(faults);
    Check.that(machines >= quorums.replicas(), "every founder has a machine");
    long founders = quorums.replicas();
    long lying =
        liars.keySet().stream().filter(each -> each < founders).count()
            + twins.stream().filter(each -> each < founders).count();
    Check.that(lying <= quorums.faults(), "at most f founders lie");
    Check.that(gapUs > 0 && activeUs >= 0 && clients >= 0, "times and counts are not negative");
  }

  /** A quiet network of honest replicas. */
  public static Plan calm(Quorums quorums, long activeUs) {
    return new Plan(
        quorums,
        near(),
        Keyring.Scheme.MULTI_SIGNATURE,
        Conditions.lan(),
        Map.of(),
        Set.of(),
        List.of(),
        1_000_000,
        activeUs,
        3,
        quorums.replicas(),
        Script.NONE);
  }

  /** The defaults of a ledger, but for a limit of the view-change timer that tests can wait for. */
  public static Tuning near() {
    Tuning it = Tuning.defaults();
    return new Tuning(
        it.dissemination(),
        it.inFlightMax(),
        it.batchTransactionsMax(),
        it.batchBytesMax(),
        it.fastPathTimeoutMs(),
        it.collectorStaggerMs(),
        it.requestTimeoutMs(),
        10_000,
        it.retransmissionMs(),
        it.statusMs(),
        it.clockToleranceSeconds(),
        it.openWorkMs(),
        it.heartbeatMs());
  }

  /** Timers for replicas that are 50 to 150 ms apart. */
  public static Tuning wide() {
    Tuning it = Tuning.defaults();
    return new Tuning(
        it.dissemination(),
        it.inFlightMax(),
        it.batchTransactionsMax(),
        it.batchBytesMax(),
        250,
        300,
        2_500,
        20_000,
        600,
        1_000,
        it.clockToleranceSeconds(),
        it.openWorkMs(),
        it.heartbeatMs());
  }

  public Plan with(Tuning other) {
    return new Plan(
        quorums,
        other,
        scheme,
        conditions,
        liars,
        twins,
        faults,
        gapUs,
        activeUs,
        clients,
        machines,
        script);
  }

  public Plan with(Keyring.Scheme other) {
    return new Plan(
        quorums,
        tuning,
        other,
        conditions,
        liars,
        twins,
        faults,
        gapUs,
        activeUs,
        clients,
        machines,
        script);
  }

  public Plan with(Conditions other) {
    return new Plan(
        quorums, tuning, scheme, other, liars, twins, faults, gapUs, activeUs, clients, machines,
        script);
  }

  public Plan withLiars(Map<Integer, Supplier<Liar>> others) {
    return new Plan(
        quorums,
        tuning,
        scheme,
        conditions,
        others,
        twins,
        faults,
        gapUs,
        activeUs,
        clients,
        machines,
        script);
  }

  public Plan withTwins(Set<Integer> others) {
    return new Plan(
        quorums,
        tuning,
        scheme,
        conditions,
        liars,
        others,
        faults,
        gapUs,
        activeUs,
        clients,
        machines,
        script);
  }

  public Plan withFaults(long everyUs, Fault... others) {
    return new Plan(
        quorums,
        tuning,
        scheme,
        conditions,
        liars,
        twins,
        List.of(others),
        everyUs,
        activeUs,
        clients,
        machines,
        script);
  }

  public Plan withClients(int count) {
    return new Plan(
        quorums,
        tuning,
        scheme,
        conditions,
        liars,
        twins,
        faults,
        gapUs,
        activeUs,
        count,
        machines,
        script);
  }

  public Plan withMachines(int count) {
    return new Plan(
        quorums,
        tuning,
        scheme,
        conditions,
        liars,
        twins,
        faults,
        gapUs,
        activeUs,
        clients,
        count,
        script);
  }

  public Plan with(Script other) {
    return new Plan(
        quorums,
        tuning,
        scheme,
        conditions,
        liars,
        twins,
        faults,
        gapUs,
        activeUs,
        clients,
        machines,
        other);
  }

  /**
   * How long after the last fault everything may take, in virtual time: each of f + 1 liars and
   * cripples may be primary once with the longest timer, twenty times over.
   */
  public long restUs() {
    return (quorums.faults() + 1) * 20L * tuning.viewChangeTimeoutMaxMs() * 1000;
  }
}
