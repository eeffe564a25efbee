package org.specie.quality.bench.experiment;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.specie.cash.application.policy.PolicyProfile;
import org.specie.cash.application.transaction.Act;
import org.specie.cash.gateway.client.Patience;
import org.specie.cli.network.OpenNetwork;
import org.specie.cli.network.RemoteAccess;
import org.specie.cli.network.ReplicaFleet;
import org.specie.cli.psp.ProviderFolder;
import org.specie.cli.town.AuditOffices;
import org.specie.cli.town.Counter;
import org.specie.cli.town.Folders;
import org.specie.cli.town.Line;
import org.specie.cli.town.Providers;
import org.specie.cli.town.Seat;
import org.specie.cli.town.Stopwatch;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.core.port.Entropy;
import org.specie.node.NetworkPlan;
import org.specie.node.home.DirectoryHome;
import org.specie.node.replica.NetworkDescription;
import org.specie.node.replica.ReplicatedFounding;
import org.specie.quality.bench.experiment.ExperimentResult.Series;
import org.specie.wallet.Wallets;
import org.specie.wallet.network.Network;

/** Runs the experiment: four replicas, three auditors, three providers, wallets of people. */
final class ExperimentBench {
  private static final Clock CLOCK = () -> System.currentTimeMillis() / 1000;
  private static final int REPLICAS = 4;
  private static final int AUDITORS = 3;
  private static final int AT_ONCE = 8;
  private static final Amount PURSE = Amount.parse("50.00");

  /**
   * How much of it.
   *
   * @param payers wallets that pay at once
   * @param seconds each load runs
   * @param approvals payments of tier 2, and as many within the budget beside them
   * @param restore wallets that come back
   */
  record Plan(int payers, int seconds, int approvals, int restore) {}

  private final Plan plan;
  private final Entropy entropy;
  private final Consumer<String> progress;
  private final Stopwatch stopwatch = new Stopwatch();

  ExperimentBench(Plan plan, Entropy entropy, Consumer<String> progress) {
    this.plan = plan;
    this.entropy = entropy;
    this.progress = progress;
  }

  ExperimentResult run() throws IOException {
    Path folder = Files.createTempDirectory("specie-bench-experiment");
    try {
      progress.accept("founding a network, starting four replicas");
      Path network = folder.resolve("network");
      NetworkDescription _ =
          new ReplicatedFounding(
                  network,
                  NetworkPlan.standard(CLOCK.epochSeconds())
                      .withOperators(REPLICAS)
                      .withTiers(NetworkPlan.Tiers.of(PolicyProfile.BOI, AUDITORS, AUDITORS)),
                  CLOCK,
                  entropy)
              .found("127.0.0.1", 0);
      try (ReplicaFleet fleet = ReplicaFleet.in(network, CLOCK, entropy)) {
        try {
          fleet.startAll();
          fleet.awaitServing((_, _) -> {});
          return withAuditors(folder, network);
        } finally {
          int _ = fleet.stopAll();
        }
      }
    } finally {
      Folders.remove(folder);
    }
  }

  /** Auditors have their places in the description before providers hand it out. */
  private ExperimentResult withAuditors(Path folder, Path network) throws IOException {
    progress.accept("starting three auditors");
    try (AuditOffices _ = AuditOffices.open(network, CLOCK, entropy, (_, _) -> {})) {
      return withProviders(folder, network, NetworkDescription.read(network));
    }
  }

  private ExperimentResult withProviders(Path folder, Path network, NetworkDescription description)
      throws IOException {
    progress.accept("starting three providers");
    try (Providers providers = Providers.found(network, CLOCK, entropy, (_, _) -> {});
        Line straight =
            new Line(
                OpenNetwork.over(
                    RemoteAccess.to(description, CLOCK, entropy, Patience.defaults()),
                    DirectoryHome.at(network),
                    entropy),
                stopwatch,
                entropy)) {
      List<Seat> seats = new ArrayList<>();
      for (int i = 0; i < AT_ONCE; i++) {
        List<ProviderFolder> all = providers.all();
        seats.add(
            providers.join(folder.resolve("device-" + i), all.get(i % all.size()), stopwatch));
      }
      try {
        return measure(folder, providers, seats, new Counter(straight));
      } finally {
        for (Seat each : seats) {
          each.close();
        }
      }
    }
  }

  private ExperimentResult measure(
      Path folder, Providers providers, List<Seat> seats, Seat straight) throws IOException {
    Series through = pay("through providers", crowd(folder, "p", plan.payers(), seats, straight));
    Series direct = pay("straight", crowd(folder, "s", plan.payers(), List.of(straight), straight));
    ApprovalResult tier2 = approve(folder, seats.getFirst(), straight);
    return new ExperimentResult(
        plan.payers(), through, direct, tier2, restore(folder, providers, straight));
  }

  /** One wallet pays by turns within and above the budget, and asks auditors over the provider. */
  private ApprovalResult approve(Path folder, Seat seat, Seat committee) throws IOException {
    progress.accept(plan.approvals() + " payments with the approval of auditors");
    Network way = seat.line().connection();
    ApprovalRounds.Stopwatch stopwatch =
        new ApprovalRounds.Stopwatch(
            way.auditors().orElseThrow(() -> new IOException("no way leads to the auditors")));
    int needed = way.gateway().policy().tiers().orElseThrow().auditors().required();
    try (Payer shop =
            Payer.enrolled(
                "shop", committee, seat.line().wallets(), folder.resolve("shop.wallet"));
        Payer payer =
            Payer.enrolled(
                "payer",
                committee,
                new Wallets(way.with(stopwatch), entropy),
                folder.resolve("payer.wallet"))) {
      fund(payer, committee);
      return new ApprovalRounds(plan.approvals(), progress)
          .run(payer.wallet(), shop.wallet(), stopwatch, needed, AUDITORS);
    }
  }

  /** So many new people over {@code seats} in turn, each with some private money. */
  private List<Payer> crowd(Path folder, String letter, int count, List<Seat> seats, Seat committee)
      throws IOException {
    progress.accept("enrolling " + count + " wallets");
    Payer[] people = new Payer[count];
    inParallel(
        count,
        number -> {
          String name = letter + number;
          Seat seat = seats.get(number % seats.size());
          Payer person = Payer.enrolled(name, seat, folder.resolve(name + ".wallet"));
          fund(person, committee);
          people[number] = person;
        });
    return List.of(people);
  }

  private static void fund(Payer person, Seat committee) throws IOException {
    var _ =
        committee
            .line()
            .network()
            .decide(new Act.IssuePrivate(person.address().publicSpendKey(), PURSE))
            .orThrow();
    person.read();
  }

  /** Each pays the next one over and over; the first third of the time is warming up. */
  private Series pay(String what, List<Payer> people) throws IOException {
    progress.accept(people.size() + " pay " + what);
    long warmUp = plan.seconds() * 500_000_000L;
    long begin = System.nanoTime() + warmUp;
    long end = begin + plan.seconds() * 1_000_000_000L;
    ConcurrentLinkedQueue<Long> took = new ConcurrentLinkedQueue<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> running = new ArrayList<>();
      for (int i = 0; i < people.size(); i++) {
        Payer payer = people.get(i);
        Payer payee = people.get((i + 1) % people.size());
        running.add(
            threads.submit(
                () -> {
                  int paid = 0;
                  long before = System.nanoTime();
                  while (before < end) {
                    payer.pay(payee.address());
                    long after = System.nanoTime();
                    if (before >= begin && after < end) {
                      took.add(after - before);
                    }
                    before = after;
                    paid++;
                  }
                  return paid;
                }));
      }
      for (Future<Integer> each : running) {
        int _ = await(each);
      }
    }
    for (Payer each : people) {
      each.close();
    }
    return Series.of(plan.seconds(), took.stream().mapToLong(Long::longValue).toArray());
  }

  /** Everybody has a new device, joins a provider with it, and brings the wallet back there. */
  private Series restore(Path folder, Providers providers, Seat committee) throws IOException {
    List<ProviderFolder> all = providers.all();
    List<Payer> people = crowd(folder, "r", plan.restore(), List.of(committee), committee);
    progress.accept("restoring " + plan.restore() + " wallets from their words");
    long[] took = new long[people.size()];
    AtomicInteger back = new AtomicInteger();
    long begun = System.nanoTime();
    inParallel(
        people.size(),
        number -> {
          long before = System.nanoTime();
          Path device = folder.resolve("new-device-" + number);
          try (Seat seat = providers.join(device, all.get(number % all.size()), stopwatch)) {
            boolean isBack =
                people.get(number).comesBack(seat, folder.resolve("b" + number + ".wallet"));
            took[number] = System.nanoTime() - before;
            back.addAndGet(isBack ? 1 : 0);
          }
        });
    double seconds = (System.nanoTime() - begun) / 1e9;
    for (Payer each : people) {
      each.close();
    }
    if (back.get() != people.size()) {
      throw new IOException(back + " of " + people.size() + " wallets came back whole");
    }
    return Series.of(seconds, took);
  }

  /** Work on one of many. */
  @FunctionalInterface
  private interface Step {
    void take(int number) throws IOException;
  }

  private static void inParallel(int count, Step step) throws IOException {
    AtomicInteger next = new AtomicInteger();
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Future<Integer>> running = new ArrayList<>();
      for (int i = 0; i < AT_ONCE; i++) {
        running.add(
            threads.submit(
                () -> {
                  int number = next.getAndIncrement();
                  while (number < count) {
                    step.take(number);
                    number = next.getAndIncrement();
                  }
                  return number;
                }));
      }
      for (Future<Integer> each : running) {
        int _ = await(each);
      }
    }
  }

  private static <T> T await(Future<T> future) throws IOException {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while people paid");
    } catch (ExecutionException e) {
      throw new IOException("something failed that should not: " + e.getCause(), e);
    }
  }
}
