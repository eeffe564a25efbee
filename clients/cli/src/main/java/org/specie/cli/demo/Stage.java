package org.specie.cli.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.specie.cash.application.policy.EpochRule;
import org.specie.cash.application.policy.WalletClass;
import org.specie.cash.application.query.LedgerGateway;
import org.specie.cash.application.query.LedgerGateway.Recorded;
import org.specie.cash.gateway.client.Patience;
import org.specie.cli.explain.Explainer;
import org.specie.cli.explain.Explanation;
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
import org.specie.node.home.NetworkHome;
import org.specie.node.replica.NetworkDescription;
import org.specie.node.replica.ReplicatedFounding;
import org.specie.wallet.Wallets;
import org.specie.wallet.network.Network;

/** Everything the story takes place on: a folder, a network in it, a clock that can jump. */
final class Stage implements AutoCloseable {
  /** Opens every wallet of the demo; its money is worth nothing. */
  static final String PASSPHRASE = "demo";

  static final long EPOCH_SECONDS = 30L * 24 * 60 * 60;
  private static final int OPERATORS = 4;
  private static final long TIER_DELAY_SECONDS = 60;
  private static final long TIER_CLAIM_SECONDS = 14L * 24 * 60 * 60;
  private static final String LOOPBACK = "127.0.0.1";

  /** The processes of a stage that is not all in one. */
  record Processes(ReplicaFleet replicas, AuditOffices auditors, Providers providers)
      implements AutoCloseable {
    @Override
    public void close() throws IOException {
      try (auditors;
          providers) {
        end(replicas);
      }
    }

    private static void end(ReplicaFleet replicas) throws IOException {
      replicas.close();
      int _ = replicas.stopAll();
    }
  }

  private final Path folder;
  private final DemoClock clock;
  private final Entropy entropy;
  private final Optional<Processes> processes;
  private final Stopwatch stopwatch = new Stopwatch();
  private final Line line;
  private final Explainer explainer;
  private final Random choice;
  private final List<Customer> customers = new ArrayList<>();
  private Optional<Customer> merchant = Optional.empty();
  private boolean isClear;

  private Stage(
      Path folder,
      DemoClock clock,
      Entropy entropy,
      long seed,
      Optional<Processes> processes,
      OpenNetwork network)
      throws IOException {
    this.folder = folder;
    this.clock = clock;
    this.entropy = entropy;
    this.choice = new Random(seed);
    this.processes = processes;
    this.line = new Line(network, stopwatch, entropy);
    this.explainer = new Explainer(network.ledger());
  }

  /** A network that runs in this process. */
  static Stage local(Path folder, Clock realTime, Entropy entropy, long seed) throws IOException {
    DemoClock clock = new DemoClock(realTime);
    OpenNetwork network =
        OpenNetwork.create(
            DirectoryHome.at(folder.resolve("network")), plan(clock), clock, entropy);
    return new Stage(folder, clock, entropy, seed, Optional.empty(), network);
  }

  /** Told what is started, and how much of it is there. */
  @FunctionalInterface
  interface Progress {
    void starting(String what, int serving, int of);
  }

  /** A network of replicas and the providers on it, each a process of its own. */
  static Stage processes(Path folder, Clock realTime, Entropy entropy, long seed, Progress progress)
      throws IOException {
    Path place = folder.resolve("network");
    NetworkDescription _ =
        new ReplicatedFounding(place, plan(realTime), realTime, entropy).found(LOOPBACK, 0);
    ReplicaFleet fleet = ReplicaFleet.in(place, realTime, entropy);
    try {
      fleet.startAll();
      fleet.awaitServing((serving, of) -> progress.starting("starting replicas", serving, of));
      AuditOffices auditors =
          AuditOffices.open(
              place,
              realTime,
              entropy,
              (serving, of) -> progress.starting("starting auditors", serving, of));
      Providers providers =
          Providers.found(
              place,
              realTime,
              entropy,
              (serving, of) ->
                  progress.starting("starting payment service providers", serving, of));
      NetworkDescription described = NetworkDescription.read(place);
      OpenNetwork network =
          OpenNetwork.over(
              RemoteAccess.to(described, realTime, entropy, Patience.defaults()),
              DirectoryHome.at(place),
              entropy);
      return new Stage(
          folder,
          new DemoClock(realTime),
          entropy,
          seed,
          Optional.of(new Processes(fleet, auditors, providers)),
          network);
    } catch (IOException | RuntimeException | Error e) {
      Processes.end(fleet);
      throw e;
    }
  }

  /** The processes, unless all of it is this one. */
  Optional<Processes> processes() {
    return processes;
  }

  /**
   * The standard network with budgets small enough to run dry before the reader does, and seconds
   * where people have hours.
   */
  private static NetworkPlan plan(Clock clock) {
    long now = clock.epochSeconds();
    NetworkPlan standard = NetworkPlan.standard(now).withOperators(OPERATORS);
    return new NetworkPlan(
        "demo",
        standard.currency(),
        standard.operators(),
        List.of(new WalletClass("person", Amount.parse("100.00")), standard.classes().get(1)),
        Amount.parse("60.00"),
        new EpochRule.FixedLength(1, now, EPOCH_SECONDS),
        standard.supplyCap(),
        standard.committee(),
        standard.registrars(),
        Optional.of(
            new NetworkPlan.Tiers(
                Amount.parse("150.00"),
                TIER_DELAY_SECONDS,
                TIER_CLAIM_SECONDS,
                true,
                new NetworkPlan.Quorum(2, NetworkPlan.AUDITORS),
                NetworkPlan.Quorum.majority(NetworkPlan.AUTHORITIES))));
  }

  /** How long a payment of tier 3 waits. */
  long tierDelaySeconds() {
    return TIER_DELAY_SECONDS;
  }

  /** Gives {@code name} a seat, and a new wallet in a file of its own. */
  private Customer newcomer(String name, int turn) throws IOException {
    Seat seat;
    if (processes.isPresent()) {
      List<ProviderFolder> providers = processes.get().providers().all();
      seat = seatAt(name, providers.get(turn % providers.size()));
    } else {
      seat = new Counter(line);
    }
    return Customer.create(name, seat, walletOf(name));
  }

  /** The folder of a customer's device. */
  private Path deviceOf(String name) {
    return folder.resolve(name);
  }

  private Path walletOf(String name) {
    return folder.resolve(name + ".wallet");
  }

  private Seat seatAt(String name, ProviderFolder provider) throws IOException {
    return processes.orElseThrow().providers().join(deviceOf(name), provider, stopwatch);
  }

  /** Somebody else comes in; the providers take turns. */
  Customer newCustomer(String name) throws IOException {
    Customer customer = newcomer(name, customers.size());
    customers.add(customer);
    return customer;
  }

  /** Somebody comes in who does not stay, to the provider of {@code host}. */
  Customer visitor(String name, Customer host) throws IOException {
    return newcomer(name, customers.indexOf(host));
  }

  /** The shop opens. */
  Customer openShop(String name) throws IOException {
    Customer shop = newcomer(name, customers.size());
    merchant = Optional.of(shop);
    return shop;
  }

  /** Sets {@code lost}, of whom only the words are left, at another provider's table. */
  Customer moveTo(ProviderFolder provider, Customer lost) throws IOException {
    Folders.remove(deviceOf(lost.name()));
    Customer moved =
        lost.restoredAt(seatAt(lost.name(), provider), org.specie.wallet.Progress.none());
    if (merchant.filter(lost::equals).isPresent()) {
      merchant = Optional.of(moved);
    } else {
      customers.set(customers.indexOf(lost), moved);
    }
    return moved;
  }

  Path folder() {
    return folder;
  }

  /** Where committee, auditors and authorities have their folders. */
  NetworkHome home() throws IOException {
    return DirectoryHome.at(folder.resolve("network"));
  }

  /** The network as the central bank reaches it, without a provider. */
  OpenNetwork network() {
    return line.network();
  }

  LedgerGateway gateway() {
    return line.gateway();
  }

  /** What submissions of anybody took. */
  Stopwatch stopwatch() {
    return stopwatch;
  }

  Network connection() {
    return line.connection();
  }

  Wallets wallets() {
    return line.wallets();
  }

  DemoClock clock() {
    return clock;
  }

  Entropy entropy() {
    return entropy;
  }

  /** Decides who pays whom how much; keys never come from it. */
  Random choice() {
    return choice;
  }

  /** The customers; those of the story first. */
  List<Customer> customers() {
    return List.copyOf(customers);
  }

  Customer customer(int index) {
    return customers.get(index);
  }

  /** The shop, which is open from the opening on. */
  Customer merchant() {
    return merchant.orElseThrow();
  }

  /** Customers and merchant. */
  List<Customer> everybody() {
    List<Customer> all = new ArrayList<>(customers);
    merchant.ifPresent(all::add);
    return List.copyOf(all);
  }

  /** What the ledger saw of the last final transaction. */
  Explanation lastSeen() {
    return explain(stopwatch.last());
  }

  Explanation explain(Recorded recorded) {
    return explainer.explain(recorded);
  }

  /** Everybody leaves: wallets and lines are closed, and the processes go on. */
  void clear() throws IOException {
    if (isClear) {
      return;
    }
    isClear = true;
    for (Customer each : everybody()) {
      each.close();
    }
    line.close();
  }

  @Override
  public void close() throws IOException {
    try {
      clear();
    } finally {
      if (processes.isPresent()) {
        processes.get().close();
      }
    }
  }
}
