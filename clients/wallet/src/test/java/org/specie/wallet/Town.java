package org.specie.wallet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.specie.cash.application.policy.EpochRule;
import org.specie.cash.application.policy.Policy;
import org.specie.cash.application.policy.PolicyProfile;
import org.specie.cash.application.policy.WalletClass;
import org.specie.cash.application.query.LedgerGateway;
import org.specie.cash.application.transaction.Act;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.protocol.transaction.Approval;
import org.specie.cash.protocol.transaction.ClassOrder;
import org.specie.cash.protocol.transaction.Header;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.seed.Mnemonic;
import org.specie.kernel.crypto.seed.PassphraseKey;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.node.LocalNetwork;
import org.specie.node.NetworkPlan;
import org.specie.node.home.MemoryHome;
import org.specie.node.role.Body;
import org.specie.node.role.Committee;
import org.specie.node.role.Registration;
import org.specie.wallet.holding.HeldCoin;
import org.specie.wallet.holding.Holdings;
import org.specie.wallet.network.Network;

/** A whole network in memory, its committee and registrars, and people with wallets. */
public final class Town implements AutoCloseable {
  public static final char[] PASSPHRASE = "open sesame".toCharArray();

  private static final long START = 1_000_000;
  private static final long EPOCH_SECONDS = 30L * 24 * 60 * 60;
  private static final PassphraseKey.Cost CHEAP = new PassphraseKey.Cost(8, 1, 1);

  private final MemoryHome home = new MemoryHome();
  private final AtomicLong now = new AtomicLong(START);
  private final Entropy entropy;
  private final LocalNetwork network;
  private final Committee committee;
  private final TownAuditors auditors;
  private final org.specie.node.role.Registrars registrars;

  public Town(long seed) throws IOException {
    this(seed, plan());
  }

  private Town(long seed, NetworkPlan plan) throws IOException {
    Random random = new Random(seed);
    this.entropy = random::nextBytes;
    this.network = LocalNetwork.create(home, plan, now::get, entropy);
    var policy = network.ledger().firstPolicy();
    this.committee = Committee.open(home, network.ledger().ledgerId(), policy.committee(), entropy);
    this.auditors = new TownAuditors(network.ledger().ledgerId(), entropy);
    this.registrars =
        org.specie.node.role.Registrars.open(
            home, network.ledger().suite().domain(), policy.registrars());
  }

  /** A town founded with tiers: two of three auditors approve up to 5,000.00. */
  static Town withTiers(long seed) throws IOException {
    return new Town(seed, plan().withTiers(NetworkPlan.Tiers.of(PolicyProfile.BOI, 3, 3)));
  }

  /** The auditors' keys, in their order. */
  List<Ed25519SecretKey> auditors() throws IOException {
    List<Ed25519SecretKey> keys = new ArrayList<>();
    int members = gateway().policy().tiers().orElseThrow().auditors().keys().size();
    for (int index = 0; index < members; index++) {
      keys.add(Body.AUDITORS.member(home, index).key());
    }
    return keys;
  }

  /** Makes empty blocks. */
  void passBlocks(long count) throws IOException {
    for (long i = 0; i < count; i++) {
      network.passTime();
    }
  }

  /** One operator is enough here; many are the node's tests. A small budget is soon spent. */
  private static NetworkPlan plan() {
    NetworkPlan standard = NetworkPlan.standard(START);
    return new NetworkPlan(
        standard.name(),
        standard.currency(),
        1,
        List.of(
            new WalletClass("person", Amount.parse("100.00")),
            new WalletClass("business", Amount.parse("50000.00"))),
        Amount.parse("60.00"),
        new EpochRule.FixedLength(1, START, EPOCH_SECONDS),
        standard.supplyCap(),
        standard.committee(),
        standard.registrars());
  }

  public Entropy entropy() {
    return entropy;
  }

  public LedgerGateway gateway() {
    return network.gateway();
  }

  public LocalNetwork network() {
    return network;
  }

  /** The way to the ledger that wallets of this town take. */
  public Network connect(LedgerGateway gateway) {
    return Network.connect(gateway).orThrow();
  }

  public Wallets wallets(LedgerGateway gateway) {
    return new Wallets(connect(gateway), entropy, CHEAP);
  }

  /** Somebody with a wallet, the words, and a way to the ledger that can break. */
  public static final class Person {
    private final Town town;
    private Optional<Auditors> auditors = Optional.empty();
    private final MemoryStore store = new MemoryStore();
    private final FaultyGateway gateway;
    private final List<String> words;
    private Wallet wallet;

    private Person(Town town) throws IOException {
      this.town = town;
      this.gateway = new FaultyGateway(town.gateway());
      Wallets.Created created = town.wallets(gateway).create(store, PASSPHRASE).orThrow();
      this.wallet = created.wallet();
      this.words = created.words();
    }

    public Wallet wallet() {
      return wallet;
    }

    public MemoryStore store() {
      return store;
    }

    public FaultyGateway gateway() {
      return gateway;
    }

    public Mnemonic mnemonic() {
      if (Mnemonic.parse(String.join(" ", words)) instanceof Mnemonic.Parsed.Understood read) {
        return read.mnemonic();
      }
      throw new AssertionError("a wallet shows words that can be read");
    }

    /** Forgets everything in memory and opens the file again. */
    public Wallet reopen() throws IOException {
      Network network = town.connect(gateway);
      wallet =
          new Wallets(auditors.map(network::with).orElse(network), town.entropy, CHEAP)
              .open(store, PASSPHRASE)
              .orThrow();
      return wallet;
    }

    /** Opens the file again, with a way to auditors. */
    Wallet reopen(Auditors way) throws IOException {
      auditors = Optional.of(way);
      return reopen();
    }

    /** A second wallet, made of the words alone on an empty machine. */
    public Wallet restored() throws IOException {
      return town.wallets(town.gateway())
          .restore(new MemoryStore(), PASSPHRASE, mnemonic(), Progress.none())
          .orThrow();
    }

    /** Enrols as the person whose evidence is {@code evidence}. */
    public Answer<?> enrol(String evidence, int classId) throws IOException {
      return wallet.enrol(town.registrars(evidence), classId);
    }
  }

  public Person person() throws IOException {
    return new Person(this);
  }

  /** Somebody enrolled, with some ordinary money. */
  public Person person(String name, String ordinary) throws IOException {
    Person person = person();
    person.enrol("id of " + name, 0).orThrow();
    issue(person, ordinary);
    return person;
  }

  /** The way to this town's registrars for whoever has {@code evidence}. */
  public Registrars registrars(String evidence) {
    return (key, classId, validUntil) ->
        switch (registrars.register(ByteString.utf8(evidence), key, classId, validUntil)) {
          case Registration.Approved(var statement, var approvals) ->
              Answer.done(new Registrars.Approved(statement, approvals));
          case Registration.Refused(var reason) -> Answer.refused(reason);
        };
  }

  /** The way to this town's registrars for the change of class number {@code number}. */
  ClassRegistrars classRegistrars(long number) {
    return (key, classId, validUntil) -> {
      ClassOrder order = new ClassOrder(key, number, classId, validUntil);
      ByteString statement = order.statement(network.ledger().suite().domain());
      List<Approval> approvals = new ArrayList<>();
      for (int index = 0; index < gateway().policy().registrars().required(); index++) {
        approvals.add(
            new Approval(index, Body.REGISTRARS.member(home, index).key().sign(statement)));
      }
      return Answer.done(new ClassRegistrars.Ordered(order, approvals));
    };
  }

  private void decide(Act act) throws IOException {
    submit(CashTransaction.of(committee.decide(act, validUntil())));
  }

  private long validUntil() throws IOException {
    return Header.validUntilFrom(gateway().tip().height());
  }

  private void submit(CashTransaction decided) throws IOException {
    if (!(gateway().submit(decided.encode()) instanceof LedgerGateway.Outcome.Final(var recorded))
        || recorded.code() != 0) {
      throw new AssertionError("the committee's act is applied");
    }
  }

  public void issue(Person to, String amount) throws IOException {
    decide(new Act.IssueOrdinary(to.wallet().account(), Amount.parse(amount)));
  }

  public void issuePrivately(Person to, String amount) throws IOException {
    decide(
        new Act.IssuePrivate(to.wallet().paymentAddress().publicSpendKey(), Amount.parse(amount)));
  }

  /** Offers payments up to 80.00 with approval, and above with a delay; times are in seconds. */
  public void offerTiers(long delay, long claim, boolean silenceReleases) throws IOException {
    Policy offering =
        auditors.offering(gateway().policy(), Amount.parse("80.00"), delay, claim, silenceReleases);
    decide(new Act.SetPolicy(offering, gateway().tip().height() + 2));
    network.passTime();
  }

  /** The auditors stop the entry {@code name}. */
  public void veto(Hash32 name) throws IOException {
    submit(auditors.decide(new Act.VetoEntry(name), validUntil()));
  }

  /** The auditors clear the entry {@code name}. */
  public void clear(Hash32 name) throws IOException {
    submit(auditors.decide(new Act.ClearEntry(name), validUntil()));
  }

  /** Orders that the payment with {@code core} be opened. */
  public void order(Hash32 core) throws IOException {
    submit(auditors.decide(new Act.OrderOpening(core, Hash32.ZERO), validUntil()));
  }

  /** What time it is. */
  public long now() {
    return now.get();
  }

  /** Lets {@code seconds} pass, without a block. */
  public void pass(long seconds) {
    now.addAndGet(seconds);
  }

  public void nextEpoch() throws IOException {
    now.set(gateway().tip().epochEndsAtSeconds());
    network.passTime();
  }

  /** What two wallets of the same words must agree on: state, coins, and how far they have read. */
  public static String substance(Holdings holdings) {
    StringBuilder text = new StringBuilder();
    holdings
        .live()
        .ifPresent(
            live -> {
              var state = live.credential().state();
              text.append(live.nullifier())
                  .append(' ')
                  .append(state.balance())
                  .append(' ')
                  .append(state.budget())
                  .append(' ')
                  .append(state.income())
                  .append(' ')
                  .append(state.epoch())
                  .append(' ')
                  .append(state.classId());
            });
    holdings.coins().stream()
        .map(HeldCoin::nullifier)
        .sorted()
        .forEach(nullifier -> text.append('\n').append(nullifier));
    holdings.entries().stream()
        .map(
            held ->
                held.role()
                    + " "
                    + held.opening().claim()
                    + " "
                    + held.standing()
                    + " "
                    + held.amount()
                    + " "
                    + held.opening().ownerBlinding().toByteString()
                    + " "
                    + held.opening().valueBlinding().toByteString()
                    + " "
                    + held.addressNumber()
                    + " "
                    + held.end())
        .sorted()
        .forEach(held -> text.append('\n').append(held));
    return text.toString();
  }

  @Override
  public void close() throws IOException {
    registrars.close();
    network.close();
  }
}
