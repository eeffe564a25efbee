package org.specie.services.auditor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.specie.cash.application.policy.KeyQuorum;
import org.specie.cash.application.policy.Policy;
import org.specie.cash.application.policy.TierPolicy;
import org.specie.cash.application.query.LedgerGateway;
import org.specie.cash.application.transaction.Act;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.protocol.TierRules;
import org.specie.cash.protocol.proof.Intent;
import org.specie.cash.protocol.proof.StateProver;
import org.specie.cash.protocol.transaction.Header;
import org.specie.cash.protocol.transaction.Kind;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.dkg.DkgParameters;
import org.specie.kernel.crypto.dkg.LocalCeremony;
import org.specie.kernel.crypto.escrow.EscrowThresholdKey;
import org.specie.kernel.crypto.seed.Mnemonic;
import org.specie.kernel.crypto.seed.PassphraseKey;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.ledger.transport.MonotonicClock;
import org.specie.node.LocalNetwork;
import org.specie.node.NetworkPlan;
import org.specie.node.home.MemoryHome;
import org.specie.node.role.Committee;
import org.specie.node.role.Registrars;
import org.specie.node.role.Registration;
import org.specie.services.auditor.decision.ApprovalRules;
import org.specie.services.auditor.decision.DecisionBook;
import org.specie.services.auditor.message.Question;
import org.specie.wallet.Answer;
import org.specie.wallet.Progress;
import org.specie.wallet.Wallet;
import org.specie.wallet.WalletKeys;
import org.specie.wallet.Wallets;
import org.specie.wallet.network.Network;
import org.specie.wallet.storage.WalletStore;

/** A ledger in memory whose policy has three auditors, of whom two approve, and two people. */
final class Chamber implements AutoCloseable {
  static final Amount TIER_TWO_LIMIT = Amount.parse("5000.00");
  private static final long START = 1_000_000;
  private static final PassphraseKey.Cost CHEAP = new PassphraseKey.Cost(8, 1, 1);

  final Entropy entropy;
  final AtomicLong now = new AtomicLong(START);
  final LocalNetwork network;
  final List<Ed25519SecretKey> auditors = new ArrayList<>();
  private final Committee committee;
  private final Registrars registrars;
  private final Network connected;
  final Person ana;
  final Person ben;

  /** Somebody with money, and the keys to prove with. */
  record Person(Wallet wallet, WalletKeys keys) {
    @Override
    public String toString() {
      return "Person[redacted]";
    }
  }

  Chamber(long seed) throws IOException {
    Random random = new Random(seed);
    this.entropy = random::nextBytes;
    MemoryHome home = new MemoryHome();
    NetworkPlan plan = NetworkPlan.standard(START).withOperators(1);
    this.network = LocalNetwork.create(home, plan, now::get, entropy);
    Policy first = network.ledger().firstPolicy();
    this.committee = Committee.open(home, network.ledger().ledgerId(), first.committee(), entropy);
    this.registrars = Registrars.open(home, network.ledger().suite().domain(), first.registrars());
    for (int i = 0; i < 3; i++) {
      auditors.add(Ed25519SecretKey.generate(entropy));
    }
    setPolicy(tiered(first));
    this.connected = Network.connect(network.gateway()).orThrow();
    this.ana = person("ana");
    this.ben = person("ben");
    applied(
        CashTransaction.of(
            committee.decide(
                new Act.IssuePrivate(ana.keys().holder().publicSpendKey(), Amount.parse("9000.00")),
                validUntil())));
    ana.wallet().sync(Progress.none()).orThrow();
    ana.wallet().claim().orThrow();
  }

  private Policy tiered(Policy first) {
    TierPolicy tiers =
        new TierPolicy(
            TIER_TWO_LIMIT,
            3_600,
            3_600,
            true,
            new KeyQuorum(auditors.stream().map(Ed25519SecretKey::publicKey).toList(), 2),
            first.committee(),
            escrowKey("auditors", 3),
            escrowKey("operators", 1));
    return new Policy(
        first.classes(),
        first.tierOneLimit(),
        first.epochs(),
        first.supplyCap(),
        first.committee(),
        first.registrars(),
        Optional.of(tiers));
  }

  private EscrowThresholdKey escrowKey(String name, int members) {
    LocalCeremony ceremony =
        LocalCeremony.run(
            DkgParameters.forDecryption(
                Hash32.sha256(ByteString.utf8(name)),
                members,
                members / 2 + 1,
                TierRules.AUDIT_SLOTS),
            entropy);
    return EscrowThresholdKey.of(ceremony.key());
  }

  /** Puts {@code policy} in force. */
  void setPolicy(Policy policy) throws IOException {
    long from = network.gateway().tip().height() + 2;
    applied(CashTransaction.of(committee.decide(new Act.SetPolicy(policy, from), validUntil())));
    passBlocks(1);
  }

  /** Makes empty blocks. */
  void passBlocks(long count) throws IOException {
    for (long i = 0; i < count; i++) {
      network.passTime();
    }
  }

  private long validUntil() throws IOException {
    return Header.validUntilFrom(network.gateway().tip().height());
  }

  /** Submits {@code transaction}, which has to be applied. */
  void applied(CashTransaction transaction) throws IOException {
    LedgerGateway.Outcome outcome = network.gateway().submit(transaction.encode());
    if (!(outcome instanceof LedgerGateway.Outcome.Final(var recorded)) || recorded.code() != 0) {
      throw new AssertionError("applied, and not " + outcome);
    }
  }

  /** A file that is never read again. */
  private static final class Nowhere implements WalletStore {
    private Optional<ByteString> content = Optional.empty();

    @Override
    public Optional<ByteString> read() {
      return content;
    }

    @Override
    public void replace(ByteString next) {
      content = Optional.of(next);
    }

    @Override
    public void close() {}
  }

  private Person person(String name) throws IOException {
    Wallets.Created created =
        new Wallets(connected, entropy, CHEAP)
            .create(new Nowhere(), "open sesame".toCharArray())
            .orThrow();
    created
        .wallet()
        .enrol(
            (key, classId, validUntil) ->
                registrars.register(ByteString.utf8(name), key, classId, validUntil)
                        instanceof Registration.Approved(var statement, var approvals)
                    ? Answer.done(new org.specie.wallet.Registrars.Approved(statement, approvals))
                    : Answer.refused(org.specie.wallet.WalletReason.NOT_ENROLLED),
            0)
        .orThrow();
    if (Mnemonic.parse(String.join(" ", created.words()))
        instanceof Mnemonic.Parsed.Understood read) {
      return new Person(created.wallet(), WalletKeys.derive(connected, read.mnemonic().seed("")));
    }
    throw new AssertionError("a wallet shows words that can be read");
  }

  /** A payment of tier 2 from Ana to Ben that waits for approvals. */
  StateProver.Made pay(String amount) throws IOException {
    return pay(Kind.APPROVED_PAY, amount);
  }

  StateProver.Made pay(Kind kind, String amount) throws IOException {
    return pay(kind, amount, validUntil());
  }

  StateProver.Made pay(Kind kind, String amount, long validUntil) throws IOException {
    LedgerGateway.Tip tip = network.gateway().tip();
    return new StateProver(
            network.ledger().suite(),
            network.ledger().key().key(),
            network.ledger().dummy(),
            tip.rules())
        .prove(
            Intent.pay(
                kind,
                new Intent.Payment(
                    ben.wallet().paymentAddress(),
                    Amount.parse(amount),
                    ByteString.utf8("a boat"))),
            ana.keys().holder(),
            ana.wallet().holdings().live().orElseThrow().credential(),
            validUntil,
            entropy);
  }

  /** What a payer shows. */
  static Question.Approve shown(StateProver.Made made) {
    return new Question.Approve(
        CashTransaction.of(made.transaction()).encode(), made.audit().orElseThrow(), "a boat, 7 m");
  }

  /** Rules that approve up to 2000.00, 3000.00 a day, and put 2 payments before a person. */
  static ApprovalRules rules() {
    return new ApprovalRules(Amount.parse("2000.00"), Amount.parse("3000.00"), 2, List.of());
  }

  /** Auditor {@code index} with that record and those rules. */
  Auditor auditor(int index, DecisionBook book, ApprovalRules rules) {
    return new Auditor(
        network.ledger(),
        new GatewaySight(network.gateway(), new Ticking()),
        auditors.get(index),
        rules,
        book,
        now::get,
        entropy);
  }

  Auditor auditor(int index) throws IOException {
    return auditor(index, DecisionBook.open(new MemoryStorage()), rules());
  }

  /** A clock that has moved on by a minute whenever somebody looks: nothing seen is kept. */
  private static final class Ticking implements MonotonicClock {
    private long nanos;

    @Override
    public synchronized long nanos() {
      nanos += 60_000_000_000L;
      return nanos;
    }
  }

  @Override
  public void close() throws IOException {
    registrars.close();
    network.close();
  }
}
