package org.specie.cli.demo.offline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.specie.cash.application.policy.KeyQuorum;
import org.specie.cash.application.state.FloatAccount;
import org.specie.cash.application.transaction.Act;
import org.specie.cash.gateway.client.Patience;
import org.specie.cli.customer.LedgerFiles;
import org.specie.cli.network.OpenNetwork;
import org.specie.cli.network.RemoteAccess;
import org.specie.cli.network.ReplicaFleet;
import org.specie.cli.town.Line;
import org.specie.cli.town.Stopwatch;
import org.specie.cli.town.offline.Holder;
import org.specie.cli.town.offline.Issuer;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.signature.Address;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.node.NetworkPlan;
import org.specie.node.home.DirectoryHome;
import org.specie.node.replica.NetworkDescription;
import org.specie.node.replica.ReplicatedFounding;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.OwnerId;
import org.specie.services.bank.GatewayFloat;
import org.specie.wallet.Wallet;
import org.specie.wallet.storage.FileStore;

/**
 * Everything the story takes place on: a ledger, an issuer whose roles are processes, two banks
 * that are processes where the ledger's replicas are, people, a shop.
 */
final class OfflineTown implements AutoCloseable {
  /** What the managers put into each bank's vault; the float's limit is the sum. */
  static final Amount VAULT = Amount.parse("5000.00");

  /** What the issuer keeps for replacements. */
  static final Amount RESERVE = Amount.parse("500.00");

  static final Amount SAVINGS = Amount.parse("500.00");

  private static final String PASSPHRASE = "demo";
  private static final String ISSUER = "issuer";
  private static final String NETWORK = "network";
  private static final String LOOPBACK = "127.0.0.1";
  private static final int SECONDS_PER_MINUTE = 60;
  private static final int INSTITUTIONS = 2;
  private static final int KEYS_VAULT = 24;
  private static final int KEYS_PERSON = 12;
  private static final int TOKENS_PERSON = 6;
  private static final int TILLS = 5;
  private static final int TOKENS_TILL = 2;
  private static final List<String> BANKED = List.of("Ana", "Ben", "Cleo", "Dan", "Eva");
  private static final List<String> UNBANKED = List.of("Finn", "Gal", "Hila", "Ido", "Jona");

  /** Told what is going on. */
  @FunctionalInterface
  interface Progress {
    void at(String what, int done, int of);
  }

  /** Somebody with an account. */
  record Account(Holder holder, Wallet wallet) {}

  private final Path folder;
  private final Clock clock;
  private final Entropy entropy;
  private final Minutes now;
  private final Progress progress;
  private final Optional<ReplicaFleet> replicas;
  private final Line line;
  private final IssuerOffices issuer;
  private final List<AutoCloseable> open = new ArrayList<>();
  private final List<Account> accounts = new ArrayList<>();
  private final List<Holder> people = new ArrayList<>();
  private final List<Holder> vaults = new ArrayList<>();
  private Optional<Holder> reserve = Optional.empty();
  private final List<BankHouse> banks = new ArrayList<>();
  private Optional<Shop> shop = Optional.empty();

  private OfflineTown(
      Path folder,
      Clock clock,
      Entropy entropy,
      Progress progress,
      Optional<ReplicaFleet> replicas,
      OpenNetwork network,
      IssuerOffices issuer)
      throws IOException {
    this.folder = folder;
    this.clock = clock;
    this.entropy = entropy;
    this.now = new Minutes(Math.toIntExact(clock.epochSeconds() / SECONDS_PER_MINUTE));
    this.progress = progress;
    this.replicas = replicas;
    this.line = new Line(network, new Stopwatch(), entropy);
    this.issuer = issuer;
  }

  private static NetworkPlan plan(Clock clock) {
    return NetworkPlan.standard(clock.epochSeconds());
  }

  /** A ledger in this process. */
  static OfflineTown local(Path folder, Clock clock, Entropy entropy, Progress progress)
      throws IOException {
    IssuerOffices issuer = IssuerOffices.found(folder.resolve(ISSUER), clock, entropy);
    try {
      issuer.startAll();
      OpenNetwork network =
          OpenNetwork.create(
              DirectoryHome.at(folder.resolve(NETWORK)), plan(clock), clock, entropy);
      awaitServing(issuer, progress);
      return new OfflineTown(folder, clock, entropy, progress, Optional.empty(), network, issuer);
    } catch (IOException | RuntimeException | Error e) {
      end(issuer, Optional.empty());
      throw e;
    }
  }

  /** A ledger of four replicas, each a process of its own. */
  static OfflineTown processes(Path folder, Clock clock, Entropy entropy, Progress progress)
      throws IOException {
    Path place = folder.resolve(NETWORK);
    IssuerOffices issuer = IssuerOffices.found(folder.resolve(ISSUER), clock, entropy);
    Optional<ReplicaFleet> replicas = Optional.empty();
    try {
      // They start while the operators make their key.
      issuer.startAll();
      NetworkDescription _ =
          new ReplicatedFounding(place, plan(clock), clock, entropy).found(LOOPBACK, 0);
      ReplicaFleet fleet = ReplicaFleet.in(place, clock, entropy);
      replicas = Optional.of(fleet);
      fleet.startAll();
      fleet.awaitServing((serving, of) -> progress.at("starting replicas", serving, of));
      awaitServing(issuer, progress);
      OpenNetwork network =
          OpenNetwork.over(
              RemoteAccess.to(NetworkDescription.read(place), clock, entropy, Patience.defaults()),
              DirectoryHome.at(place),
              entropy);
      return new OfflineTown(folder, clock, entropy, progress, replicas, network, issuer);
    } catch (IOException | RuntimeException | Error e) {
      end(issuer, replicas);
      throw e;
    }
  }

  private static void awaitServing(IssuerOffices issuer, Progress progress) throws IOException {
    issuer.awaitServing((serving, of) -> progress.at("starting the issuer's roles", serving, of));
  }

  /** Leaves no process behind, whatever becomes of one of them. */
  private static void end(IssuerOffices issuer, Optional<ReplicaFleet> replicas)
      throws IOException {
    // Whoever interrupted the story wants it stopped, and not its end.
    boolean _ = Thread.interrupted();
    try {
      issuer.close();
    } finally {
      if (replicas.isPresent()) {
        replicas.get().close();
        int _ = replicas.get().stopAll();
      }
    }
  }

  /** Prepares every card, opens the class, loads the vaults, and gives everybody credentials. */
  void furnish() throws IOException {
    List<Holder.Prepared> cards = new ArrayList<>();
    List<String> names = new ArrayList<>(List.of("North Bank", "South Bank", "Issuer"));
    names.addAll(BANKED);
    names.addAll(UNBANKED);
    names.add("Market");
    for (String name : names) {
      progress.at("preparing cards", cards.size(), names.size());
      OwnerId owner =
          UNBANKED.contains(name)
              ? issuer.anonymous()
              : issuer.identified(name, cards.size() < INSTITUTIONS);
      int keys = cards.size() < 3 ? KEYS_VAULT : KEYS_PERSON;
      cards.add(Holder.prepare(name, owner, keys, issuer, entropy));
    }
    issuer.openClass();
    for (Holder.Prepared each : cards) {
      progress.at("certifying payment keys unseen", people.size() + banks.size(), names.size());
      settle(Holder.of(each, issuer, folder.resolve(each.name()), now, entropy));
    }
  }

  private void settle(Holder holder) throws IOException {
    open.add(holder);
    String name = holder.name();
    if (name.endsWith("Bank")) {
      load(holder, VAULT);
      holder.refill(KEYS_VAULT / 2, 0);
      vaults.add(holder);
    } else if (name.equals("Issuer")) {
      load(holder, RESERVE);
      holder.refill(2, 0);
      reserve = Optional.of(holder);
    } else if (name.equals("Market")) {
      holder.refill(2, TILLS * TOKENS_TILL + 2);
      openShop(holder);
    } else {
      holder.refill(KEYS_PERSON / 2, TOKENS_PERSON);
      people.add(holder);
    }
  }

  private void load(Holder holder, Amount amount) throws IOException {
    Issuer.require(issuer.station().load(holder.card(), holder.record().id(), 1, amount));
  }

  private void openShop(Holder purse) throws IOException {
    Shop opened =
        new Shop(purse, issuer, folder.resolve("tills"), TILLS, TOKENS_TILL, now, entropy);
    open.add(opened);
    shop = Optional.of(opened);
  }

  /** Banks make their keys, and the committee names the float and them as its redeemers. */
  void foundBanks() throws IOException {
    List<Ed25519PublicKey> redeemers = new ArrayList<>();
    for (Holder vault : vaults) {
      String name = vault.name().toLowerCase(Locale.ROOT).replace(" bank", ".example");
      BankHouse bank = BankHouse.found(name, vault, issuer, folder.resolve(name), clock, entropy);
      open.add(bank);
      banks.add(bank);
      redeemers.add(bank.redeemer());
    }
    Amount limit = VAULT.plus(VAULT).plus(RESERVE);
    var _ =
        network()
            .decide(new Act.NameFloat(issuerName(), new KeyQuorum(redeemers, 1), limit))
            .orThrow();
  }

  /** Everybody with an account gets a place at both banks, and these open. */
  void openBanks() throws IOException {
    Map<Address, Integer> customers = new LinkedHashMap<>();
    for (Account each : accounts) {
      customers.put(each.wallet().account(), each.holder() == shop().purse() ? 1 : 0);
    }
    Optional<LedgerFiles> replicated =
        isReplicated() ? Optional.of(LedgerFiles.in(folder.resolve(NETWORK))) : Optional.empty();
    for (BankHouse each : banks) {
      progress.at("opening banks", banks.indexOf(each), banks.size());
      each.furnish(VAULT, line.gateway(), customers);
      each.begin(replicated, line.gateway());
    }
    for (BankHouse each : banks) {
      each.awaitServing();
    }
  }

  /** Gives those with a bank an account and ordinary money; the market gets an account as well. */
  void openAccounts() throws IOException {
    List<Holder> banked = new ArrayList<>(people.subList(0, BANKED.size()));
    banked.add(shop().purse());
    for (Holder each : banked) {
      progress.at("opening accounts", accounts.size(), banked.size());
      Wallet wallet =
          line.wallets()
              .create(
                  FileStore.open(folder.resolve(each.name() + ".wallet")).orThrow(),
                  PASSPHRASE.toCharArray())
              .orThrow()
              .wallet();
      open.add(wallet);
      accounts.add(new Account(each, wallet));
      if (each != shop().purse()) {
        var _ = network().decide(new Act.IssueOrdinary(wallet.account(), SAVINGS)).orThrow();
      }
    }
  }

  Hash32 issuerName() {
    return GatewayFloat.issuerName(issuer.document().root());
  }

  /** What the ledger owes to whoever holds offline cash. */
  Amount floatInside() throws IOException {
    return line.gateway()
        .offlineFloat(issuerName())
        .map(FloatAccount::inside)
        .orElseThrow(() -> new InvariantViolation("the float is named by now"));
  }

  OpenNetwork network() {
    return line.network();
  }

  Line line() {
    return line;
  }

  IssuerOffices issuer() {
    return issuer;
  }

  Entropy entropy() {
    return entropy;
  }

  Minutes now() {
    return now;
  }

  Path folder() {
    return folder;
  }

  Progress progress() {
    return progress;
  }

  boolean isReplicated() {
    return replicas.isPresent();
  }

  List<Holder> people() {
    return people;
  }

  Holder person(String name) {
    return people.stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new InvariantViolation("nobody is called " + name));
  }

  /** Somebody's old card has ended; the new one takes its place. */
  void replace(Holder old, Holder fresh) {
    open.add(fresh);
    people.set(people.indexOf(old), fresh);
  }

  List<Account> accounts() {
    return accounts;
  }

  List<BankHouse> banks() {
    return banks;
  }

  Holder reserve() {
    return reserve.orElseThrow(() -> new InvariantViolation("the issuer has a vault by now"));
  }

  Shop shop() {
    return shop.orElseThrow(() -> new InvariantViolation("the market is open by now"));
  }

  @Override
  public void close() throws IOException {
    // Whoever interrupted the story wants it stopped, and not its end.
    boolean _ = Thread.interrupted();
    try {
      closeAll(List.copyOf(open.reversed()));
    } finally {
      try {
        line.close();
      } finally {
        end(issuer, replicas);
      }
    }
  }

  /** One that does not close leaves no other running. */
  private static void closeAll(List<? extends AutoCloseable> rest) throws IOException {
    if (rest.isEmpty()) {
      return;
    }
    try {
      closeOne(rest.getFirst());
    } finally {
      closeAll(rest.subList(1, rest.size()));
    }
  }

  private static void closeOne(AutoCloseable each) throws IOException {
    switch (each) {
      case Holder holder -> holder.close();
      case Shop market -> market.close();
      case BankHouse bank -> bank.close();
      case Wallet wallet -> wallet.close();
      default -> throw new InvariantViolation("nothing else was opened");
    }
  }
}
