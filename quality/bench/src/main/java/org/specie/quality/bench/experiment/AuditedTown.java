package org.specie.quality.bench.experiment;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.specie.cash.application.policy.PolicyProfile;
import org.specie.cash.application.query.LedgerGateway.Outcome;
import org.specie.cash.application.transaction.Act;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.gateway.service.GatewayLimits;
import org.specie.cash.gateway.service.GatewayPort;
import org.specie.cash.gateway.service.GatewayService;
import org.specie.cash.protocol.transaction.Header;
import org.specie.cli.auditor.AuditorFolder;
import org.specie.cli.auditor.Placing;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.core.port.Entropy;
import org.specie.ledger.transport.Endpoint;
import org.specie.ledger.transport.MonotonicClock;
import org.specie.ledger.transport.TransportPorts;
import org.specie.ledger.transport.client.ClientListener;
import org.specie.ledger.transport.client.ClientListenerConfig;
import org.specie.ledger.transport.identity.PeerName;
import org.specie.ledger.transport.identity.Role;
import org.specie.ledger.transport.identity.Trust;
import org.specie.node.LocalNetwork;
import org.specie.node.NetworkPlan;
import org.specie.node.governance.Governance;
import org.specie.node.home.DirectoryHome;
import org.specie.node.replica.NetworkDescription;
import org.specie.node.role.Committee;
import org.specie.node.role.Registration;
import org.specie.wallet.Answer;
import org.specie.wallet.Auditors;
import org.specie.wallet.Registrars;
import org.specie.wallet.Wallet;
import org.specie.wallet.WalletReason;
import org.specie.wallet.Wallets;
import org.specie.wallet.network.Network;
import org.specie.wallet.storage.FileStore;

/** A ledger of one operator in this process, which serves auditors that are processes. */
final class AuditedTown implements AutoCloseable {
  private static final String OPERATOR = "operator-1";
  private static final int DAYS = 2;
  private static final Amount FUNDS = Amount.parse("400.00");

  private final Path folder;
  private final Entropy entropy;
  private final LocalNetwork ledger;
  private final Committee committee;
  private final org.specie.node.role.Registrars registrars;
  private final GatewayService service;
  private final ClientListener operator;
  private final List<AuditorFolder> auditors = new ArrayList<>();

  AuditedTown(Path folder, Clock clock, Entropy entropy) throws IOException {
    this.folder = folder;
    this.entropy = entropy;
    DirectoryHome home = DirectoryHome.at(folder);
    NetworkPlan plan =
        NetworkPlan.standard(clock.epochSeconds())
            .withOperators(1)
            .withTiers(NetworkPlan.Tiers.of(PolicyProfile.BOI, 3, 3));
    this.ledger = LocalNetwork.create(home, plan, clock, entropy);
    var policy = ledger.ledger().firstPolicy();
    this.committee = Committee.open(home, ledger.ledger().ledgerId(), policy.committee(), entropy);
    this.registrars =
        org.specie.node.role.Registrars.open(
            home, ledger.ledger().suite().domain(), policy.registrars());
    Governance governance =
        Governance.found(folder.resolve(Governance.FOLDER), "bench", clock, entropy);
    this.service = new GatewayService(ledger.answers(), GatewayLimits.defaults());
    this.operator =
        ClientListener.start(
            ClientListenerConfig.usual(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
            governance.enrol(Role.OPERATOR, new PeerName(OPERATOR), DAYS),
            new Trust(governance.certificate(), clock),
            new TransportPorts(clock, MonotonicClock.SYSTEM, entropy),
            new GatewayPort(service));
    new NetworkDescription(
            ledger.ledger().genesis(),
            governance.certificate(),
            0,
            List.of(
                new NetworkDescription.Member(
                    OPERATOR, new Endpoint("127.0.0.1", operator.port()), "")))
        .write(folder);
    for (AuditorFolder each : new Placing(folder, clock, entropy).place("127.0.0.1", 0, DAYS)) {
      ProcessHandle _ = each.start(clock, entropy);
      auditors.add(each);
    }
  }

  NetworkDescription description() throws IOException {
    return NetworkDescription.read(folder);
  }

  int auditors() {
    return auditors.size();
  }

  /** How many have to approve. */
  int needed() throws IOException {
    return ledger.gateway().policy().tiers().orElseThrow().auditors().required();
  }

  /** A wallet in a file, enrolled, with a way to the auditors. */
  Wallet wallet(String name, Auditors way) throws IOException {
    Network network = Network.connect(ledger.gateway()).orThrow().with(way);
    FileStore file = FileStore.open(folder.resolve(name + ".wallet")).orThrow();
    Wallet wallet =
        new Wallets(network, entropy).create(file, name.toCharArray()).orThrow().wallet();
    Registrars table =
        (key, classId, validUntil) ->
            registrars.register(ByteString.utf8(name), key, classId, validUntil)
                    instanceof Registration.Approved(var statement, var approvals)
                ? Answer.done(new Registrars.Approved(statement, approvals))
                : Answer.refused(WalletReason.NOT_ENROLLED);
    var _ = wallet.enrol(table, 0).orThrow();
    return wallet;
  }

  /** Issues money to {@code payer}, privately. */
  void fund(Wallet payer) throws IOException {
    long validUntil = Header.validUntilFrom(ledger.gateway().tip().height());
    Act issue = new Act.IssuePrivate(payer.paymentAddress().publicSpendKey(), FUNDS);
    Outcome outcome =
        ledger.gateway().submit(CashTransaction.of(committee.decide(issue, validUntil)).encode());
    Check.that(
        outcome instanceof Outcome.Final(var recorded) && recorded.code() == 0,
        "an issue by the committee is applied");
  }

  @Override
  public void close() throws IOException {
    for (AuditorFolder each : auditors) {
      boolean _ = each.process().stop();
    }
    operator.close();
    service.close();
    registrars.close();
    ledger.close();
  }
}
