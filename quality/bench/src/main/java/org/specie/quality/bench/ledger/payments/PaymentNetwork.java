package org.specie.quality.bench.ledger.payments;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.specie.cash.application.LedgerConstants;
import org.specie.cash.gateway.client.Patience;
import org.specie.cash.gateway.client.RemoteGateway;
import org.specie.cash.gateway.client.TlsLines;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.core.port.Entropy;
import org.specie.ledger.transport.MonotonicClock;
import org.specie.ledger.transport.TransportPorts;
import org.specie.ledger.transport.identity.Trust;
import org.specie.node.NetworkPlan;
import org.specie.node.home.DirectoryHome;
import org.specie.node.replica.NetworkDescription;
import org.specie.node.replica.ReplicatedFounding;
import org.specie.node.role.Committee;
import org.specie.node.role.Registrars;

/**
 * Four replicas of a new ledger, its committee and registrars, and a gateway for each replica that
 * asks that one first, so that wallets spread over all of them.
 */
final class PaymentNetwork implements AutoCloseable {
  /** Operators, of which one may lie. */
  static final int REPLICAS = 4;

  private static final Clock CLOCK = () -> System.currentTimeMillis() / 1000;
  private static final Patience PATIENCE = new Patience(5_000, 200, 60_000);

  private final LedgerConstants ledger;
  private final ReplicaProcesses replicas;
  private final TlsLines lines;
  private final List<RemoteGateway> gateways;
  private final Committee committee;
  private final Registrars registrars;

  private PaymentNetwork(
      LedgerConstants ledger,
      ReplicaProcesses replicas,
      TlsLines lines,
      List<RemoteGateway> gateways,
      Committee committee,
      Registrars registrars) {
    this.ledger = ledger;
    this.replicas = replicas;
    this.lines = lines;
    this.gateways = List.copyOf(gateways);
    this.committee = committee;
    this.registrars = registrars;
  }

  /** Founds a ledger in {@code folder} and starts its replicas. */
  static PaymentNetwork start(Path folder, Entropy entropy) throws IOException {
    NetworkPlan plan = NetworkPlan.standard(CLOCK.epochSeconds()).withOperators(REPLICAS);
    NetworkDescription description =
        new ReplicatedFounding(folder, plan, CLOCK, entropy).found("127.0.0.1", 0);
    LedgerConstants ledger = constants(description);
    DirectoryHome home = DirectoryHome.at(folder);
    Committee committee =
        Committee.open(home, ledger.ledgerId(), ledger.firstPolicy().committee(), entropy);
    Registrars registrars =
        Registrars.open(home, ledger.suite().domain(), ledger.firstPolicy().registrars());
    TlsLines lines = lines(description, entropy);
    List<RemoteGateway> gateways = new ArrayList<>();
    for (int i = 0; i < description.replicas().size(); i++) {
      var rotated = new ArrayList<>(lines.lines());
      Collections.rotate(rotated, -i);
      gateways.add(new RemoteGateway(ledger, rotated, description.faults(), PATIENCE, entropy));
    }
    ReplicaProcesses replicas = ReplicaProcesses.start(folder, description);
    return new PaymentNetwork(ledger, replicas, lines, gateways, committee, registrars);
  }

  private static LedgerConstants constants(NetworkDescription description) throws IOException {
    try {
      return LedgerConstants.of(description.genesis());
    } catch (MalformedInput e) {
      throw new IOException("the genesis just made is not one of money", e);
    }
  }

  private static TlsLines lines(NetworkDescription description, Entropy entropy) {
    return new TlsLines(
        description.replicas().stream()
            .map(each -> new TlsLines.Place(each.name(), each.wallets()))
            .toList(),
        new Trust(description.authority(), CLOCK),
        new TransportPorts(CLOCK, MonotonicClock.SYSTEM, entropy));
  }

  LedgerConstants ledger() {
    return ledger;
  }

  Committee committee() {
    return committee;
  }

  Registrars registrars() {
    return registrars;
  }

  /** The gateway of wallet {@code number}, which asks one replica first. */
  RemoteGateway gateway(int number) {
    return gateways.get(Math.floorMod(number, gateways.size()));
  }

  /** What all replicas together have used since they started. */
  Spent spent() throws IOException {
    return replicas.spent();
  }

  @Override
  public void close() throws IOException {
    lines.close();
    replicas.close();
    registrars.close();
  }
}
