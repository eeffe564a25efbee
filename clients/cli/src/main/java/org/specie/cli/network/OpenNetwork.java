package org.specie.cli.network;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.specie.cash.application.LedgerConstants;
import org.specie.cash.application.policy.Policy;
import org.specie.cash.application.query.LedgerGateway;
import org.specie.cash.application.query.LedgerGateway.Outcome;
import org.specie.cash.application.query.LedgerGateway.Recorded;
import org.specie.cash.application.query.LedgerGateway.Tip;
import org.specie.cash.application.query.Reasons;
import org.specie.cash.application.state.ClassRecord;
import org.specie.cash.application.state.Pool;
import org.specie.cash.application.state.ResharingPlan;
import org.specie.cash.application.state.Supply;
import org.specie.cash.application.transaction.Act;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.application.transaction.CommitteeAct;
import org.specie.cash.protocol.transaction.Header;
import org.specie.cli.auditor.AuditorLines;
import org.specie.cli.customer.EvidenceFile;
import org.specie.cli.customer.Membership;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.escrow.DecryptionShare;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.api.chain.BlockSource;
import org.specie.node.LocalNetwork;
import org.specie.node.NetworkPlan;
import org.specie.node.home.NetworkHome;
import org.specie.node.role.Committee;
import org.specie.node.role.Registration;
import org.specie.wallet.Answer;
import org.specie.wallet.Registrars;
import org.specie.wallet.network.Network;

/** A running network with the people who sit at its tables. */
public final class OpenNetwork implements AutoCloseable {
  private final LedgerAccess access;
  private final NetworkHome home;
  private final Optional<Customer> customer;
  private final Optional<AuditorLines> auditors;
  private final Entropy entropy;
  private Optional<Committee> committee = Optional.empty();
  private Optional<org.specie.node.role.Registrars> registrars = Optional.empty();

  /** Whoever reaches the ledger through a provider, by a clock of their own. */
  private record Customer(Membership membership, Clock clock) {}

  private OpenNetwork(
      LedgerAccess access,
      NetworkHome home,
      Optional<Customer> customer,
      Optional<AuditorLines> auditors,
      Entropy entropy) {
    this.access = access;
    this.home = home;
    this.customer = customer;
    this.auditors = auditors;
    this.entropy = entropy;
  }

  /** Founds a network in {@code home} that runs in this process, and opens it. */
  public static OpenNetwork create(NetworkHome home, NetworkPlan plan, Clock clock, Entropy entropy)
      throws IOException {
    return new OpenNetwork(
        new LocalAccess(LocalNetwork.create(home, plan, clock, entropy)),
        home,
        Optional.empty(),
        Optional.empty(),
        entropy);
  }

  /**
   * Opens the network in {@code home} in this process. If the epoch ended while it was closed, a
   * block is made so that everybody sees the new one.
   */
  public static OpenNetwork open(NetworkHome home, Clock clock, Entropy entropy)
      throws IOException {
    OpenNetwork opened =
        new OpenNetwork(
            new LocalAccess(LocalNetwork.open(home, clock, entropy)),
            home,
            Optional.empty(),
            Optional.empty(),
            entropy);
    if (clock.epochSeconds() >= opened.gateway().tip().epochEndsAtSeconds()) {
      opened.passTime();
    }
    return opened;
  }

  /** The network of replicas behind {@code access}, whose committee and registrars are in home. */
  public static OpenNetwork over(RemoteAccess access, NetworkHome home, Entropy entropy) {
    return new OpenNetwork(access, home, Optional.empty(), Optional.empty(), entropy);
  }

  /**
   * The same, reached through the provider of {@code membership} if there is one.
   *
   * @param clock of the customer, by which proofs about the provider are too old or not
   */
  public static OpenNetwork over(
      RemoteAccess access,
      NetworkHome home,
      Optional<Membership> membership,
      Clock clock,
      Entropy entropy) {
    return new OpenNetwork(
        access, home, membership.map(each -> new Customer(each, clock)), Optional.empty(), entropy);
  }

  /** The same, with a way to those who approve payments above the budget. */
  public OpenNetwork with(AuditorLines lines) {
    return new OpenNetwork(access, home, customer, Optional.of(lines), entropy);
  }

  /**
   * The ledger as a wallet knows it: its keys checked, and that the provider leading to it, if
   * there is one, may go on (5502 to 5505). Source: docs/spec/44-provider-register.md, section 3.
   */
  public Answer<Network> connect() throws IOException {
    return connect(gateway());
  }

  /** The same over {@code gateway}, which leads to it. */
  public Answer<Network> connect(LedgerGateway gateway) throws IOException {
    return customer.isEmpty()
        ? network(gateway)
        : customer
            .get()
            .membership()
            .examine(gateway, customer.get().clock().epochSeconds())
            .then(_ -> network(gateway));
  }

  private Answer<Network> network(LedgerGateway gateway) {
    return Network.connect(gateway).map(network -> auditors.map(network::with).orElse(network));
  }

  /** What never changes on this ledger. */
  public LedgerConstants ledger() {
    return access.ledger();
  }

  public LedgerGateway gateway() {
    return access.gateway();
  }

  /** The policy under which the next transaction is checked. */
  public Policy policy() throws IOException {
    return access.policy();
  }

  /** The last change of operators that was planned, and how far it is. */
  public Optional<ResharingPlan> plan() throws IOException {
    return access.plan();
  }

  /** Who operated the ledger in {@code epoch}, if it has come to that. */
  public Optional<OperatorSet> operators(long epoch) throws IOException {
    return access.operators(epoch);
  }

  /** The class of whoever is enrolled with {@code publicSpendKey}, and how often it changed. */
  public Optional<ClassRecord> classOf(G1 publicSpendKey) throws IOException {
    return access.classOf(ledger().suite().pid(publicSpendKey));
  }

  /** All money there is. */
  public Supply supply() throws IOException {
    return access.supply();
  }

  /** The turnstile of the private pool. */
  public Pool pool() throws IOException {
    return access.pool();
  }

  /** What operators give to open a payment, for a warrant of {@code minHeight} or before. */
  public List<DecryptionShare> openingShares(Hash32 core, long minHeight) throws IOException {
    return access.openingShares(core, minHeight);
  }

  /** The chain, for whoever wants to verify it. */
  public BlockSource blocks() {
    return access.blocks();
  }

  /** Lets the ledger notice what time it is. */
  public void passTime() throws IOException {
    access.passTime();
  }

  /** The way to the registrars for whoever shows {@code evidence}. */
  public Registrars registrars(String evidence) throws IOException {
    return registrars(ByteString.utf8(evidence));
  }

  /** The same, through the provider by whom this network is reached. */
  public Registrars registrars(EvidenceFile evidence) throws IOException {
    return provider().registrars(evidence, ledger().suite().domain());
  }

  /** The provider by whom this network is reached; there has to be one. */
  public Membership provider() throws IOException {
    return membership()
        .orElseThrow(
            () -> new IOException("no provider leads to this ledger; see 'specie psp join'"));
  }

  /** The same, where this network may be reached without one. */
  public Optional<Membership> membership() {
    return customer.map(Customer::membership);
  }

  /** The way to the registrars for the person they call {@code identity}. */
  public Registrars registrars(ByteString identity) throws IOException {
    org.specie.node.role.Registrars table = registrars();
    return (key, classId, validUntil) ->
        switch (table.register(identity, key, classId, validUntil)) {
          case Registration.Approved(var statement, var approvals) ->
              Answer.done(new Registrars.Approved(statement, approvals));
          case Registration.Refused(Reason reason) -> Answer.refused(reason);
        };
  }

  private synchronized org.specie.node.role.Registrars registrars() throws IOException {
    if (registrars.isEmpty()) {
      registrars =
          Optional.of(
              org.specie.node.role.Registrars.open(
                  home, ledger().suite().domain(), policy().registrars()));
    }
    return registrars.get();
  }

  private synchronized Committee committee() throws IOException {
    if (committee.isEmpty()) {
      committee =
          Optional.of(Committee.open(home, ledger().ledgerId(), policy().committee(), entropy));
    }
    return committee.get();
  }

  /** Lets as many members of the committee as it takes sign {@code act}, and submits it. */
  public Answer<Recorded> decide(Act act) throws IOException {
    Tip tip = gateway().tip();
    return submit(committee().decide(act, Header.validUntilFrom(tip.height())));
  }

  /** Submits an act that others have signed. */
  public Answer<Recorded> submit(CommitteeAct act) throws IOException {
    CashTransaction decided = CashTransaction.of(act);
    return switch (gateway().submit(decided.encode())) {
      case Outcome.Final(Recorded recorded) ->
          recorded.code() == 0
              ? Answer.done(recorded)
              : Answer.refused(Reasons.of(recorded.code()));
      case Outcome.NotAdmitted(Reason reason) -> Answer.refused(reason);
    };
  }

  @Override
  public synchronized void close() throws IOException {
    try {
      if (registrars.isPresent()) {
        registrars.get().close();
      }
    } finally {
      access.close();
      auditors.ifPresent(AuditorLines::close);
      if (customer.isPresent()) {
        customer.get().membership().close();
      }
    }
  }
}
