package org.specie.cli.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.specie.cash.application.policy.EpochRule;
import org.specie.cash.application.policy.WalletClass;
import org.specie.cash.application.query.LedgerGateway.Recorded;
import org.specie.cash.gateway.client.Patience;
import org.specie.cli.explain.Explainer;
import org.specie.cli.explain.Explanation;
import org.specie.cli.network.OpenNetwork;
import org.specie.cli.network.RemoteAccess;
import org.specie.cli.network.ReplicaFleet;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.seed.PassphraseKey;
import org.specie.node.NetworkPlan;
import org.specie.node.home.DirectoryHome;
import org.specie.node.replica.NetworkDescription;
import org.specie.node.replica.ReplicatedFounding;
import org.specie.wallet.Wallets;
import org.specie.wallet.network.Network;
import org.specie.wallet.storage.FileStore;

/** Everything the story takes place on: a folder, a network in it, a clock that can jump. */
final class Stage implements AutoCloseable {
  /** Opens every wallet of the demo; its money is worth nothing. */
  static final String PASSPHRASE = "demo";

  static final long EPOCH_SECONDS = 30L * 24 * 60 * 60;
  private static final int OPERATORS = 4;
  private static final String LOOPBACK = "127.0.0.1";

  /** Guessing the demo's passphrase is no feat anyway, so opening its wallets is quick. */
  private static final PassphraseKey.Cost QUICK = new PassphraseKey.Cost(1024, 1, 1);

  private final Path folder;
  private final DemoClock clock;
  private final Entropy entropy;
  private final Optional<ReplicaFleet> fleet;
  private final OpenNetwork network;
  private final TimedGateway gateway;
  private final Network connection;
  private final Wallets wallets;
  private final Explainer explainer;
  private final Random choice;
  private final List<Customer> customers = new ArrayList<>();

  private Stage(
      Path folder,
      DemoClock clock,
      Entropy entropy,
      long seed,
      Optional<ReplicaFleet> fleet,
      OpenNetwork network)
      throws IOException {
    this.folder = folder;
    this.clock = clock;
    this.entropy = entropy;
    this.choice = new Random(seed);
    this.fleet = fleet;
    this.network = network;
    this.gateway = new TimedGateway(network.gateway());
    this.connection = Network.connect(gateway).orThrow();
    this.wallets = new Wallets(connection, entropy, QUICK);
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

  /** A network of replicas, each a process of its own. */
  static Stage replicated(
      Path folder, Clock realTime, Entropy entropy, long seed, ReplicaFleet.Progress progress)
      throws IOException {
    Path place = folder.resolve("network");
    NetworkDescription description =
        new ReplicatedFounding(place, plan(realTime), realTime, entropy).found(LOOPBACK, 0);
    ReplicaFleet fleet = ReplicaFleet.in(place, realTime, entropy);
    try {
      fleet.startAll();
      fleet.awaitServing(progress);
      OpenNetwork network =
          OpenNetwork.over(
              RemoteAccess.to(description, realTime, entropy, Patience.defaults()),
              DirectoryHome.at(place),
              entropy);
      return new Stage(folder, new DemoClock(realTime), entropy, seed, Optional.of(fleet), network);
    } catch (IOException | RuntimeException | Error e) {
      int _ = fleet.stopAll();
      fleet.close();
      throw e;
    }
  }

  /** The replicas, if the network is one of replicas. */
  Optional<ReplicaFleet> fleet() {
    return fleet;
  }

  /** The standard network with budgets small enough to run dry before the reader does. */
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
        standard.registrars());
  }

  /** Gives {@code name} a new wallet, in a file of its own. */
  Customer newCustomer(String name) throws IOException {
    FileStore store = FileStore.open(folder.resolve(name + ".wallet")).orThrow();
    Wallets.Created created = wallets.create(store, PASSPHRASE.toCharArray()).orThrow();
    return new Customer(name, created.wallet(), created.words());
  }

  Path folder() {
    return folder;
  }

  OpenNetwork network() {
    return network;
  }

  TimedGateway gateway() {
    return gateway;
  }

  Network connection() {
    return connection;
  }

  Wallets wallets() {
    return wallets;
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
    return customers;
  }

  Customer customer(int index) {
    return customers.get(index);
  }

  /** What the ledger saw of the last final transaction. */
  Explanation lastSeen() {
    return explain(gateway.last());
  }

  Explanation explain(Recorded recorded) {
    return explainer.explain(recorded);
  }

  @Override
  public void close() throws IOException {
    for (Customer customer : customers) {
      customer.wallet().close();
    }
    network.close();
    if (fleet.isPresent()) {
      fleet.get().close();
      int _ = fleet.get().stopAll();
    }
  }
}
