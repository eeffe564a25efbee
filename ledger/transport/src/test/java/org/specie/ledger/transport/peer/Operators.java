package org.specie.ledger.transport.peer;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.specie.ledger.transport.Parties;
import org.specie.ledger.transport.identity.CertificateAuthority;
import org.specie.ledger.transport.identity.PeerName;
import org.specie.ledger.transport.identity.TransportIdentity;
import org.specie.ledger.transport.identity.Trust;
import org.specie.ledger.transport.link.LinkLimits;
import org.specie.ledger.transport.link.ListenerLimits;

/** A few operators on this machine, each with a network of its own. */
final class Operators implements AutoCloseable {
  /** Deadlines short enough for a test to see them pass. */
  static final LinkLimits QUICK =
      new LinkLimits(1 << 20, 1024, 4 << 20, 16 << 10, 20_000, 100, 20_000, 20_000, 20_000);

  static final Backoff EAGER = new Backoff(2, 50);

  record Operator(TransportIdentity identity, Trust trust, Hearing hearing, PeerNetwork network) {
    PeerName name() {
      return identity.name();
    }

    PeerEntry entry() {
      return new PeerEntry(name(), Parties.at(network.port()), Set.of());
    }
  }

  final CertificateAuthority authority = Parties.authority();
  final List<Operator> all = new ArrayList<>();

  static Operators start(int count) throws IOException {
    Operators operators = new Operators();
    for (int i = 0; i < count; i++) {
      operators.add("operator-" + i, QUICK);
    }
    operators.agree();
    return operators;
  }

  Operator add(String name, LinkLimits limits) throws IOException {
    TransportIdentity identity = Parties.operator(authority, name);
    return add(identity, limits, 0);
  }

  Operator add(TransportIdentity identity, LinkLimits limits, int port) throws IOException {
    Trust trust = Parties.trust(authority);
    Hearing hearing = new Hearing();
    var address =
        port == 0
            ? Parties.freePort()
            : new InetSocketAddress(Parties.freePort().getAddress(), port);
    PeerNetworkConfig config =
        new PeerNetworkConfig(address, limits, ListenerLimits.OPERATORS, EAGER);
    PeerNetwork network =
        PeerNetwork.start(config, identity, trust, PeerDirectory.EMPTY, Parties.ports(), hearing);
    Operator operator = new Operator(identity, trust, hearing, network);
    all.add(operator);
    return operator;
  }

  /** Everybody learns of everybody. */
  void agree() {
    PeerDirectory directory = directory();
    all.forEach(operator -> operator.network().replaceDirectory(directory));
  }

  PeerDirectory directory() {
    return PeerDirectory.of(all.stream().map(Operator::entry).toList());
  }

  Operator get(int index) {
    return all.get(index);
  }

  void awaitMesh() {
    Parties.await(
        "all operators are linked",
        () -> all.stream().allMatch(o -> o.network().live().size() == all.size() - 1));
  }

  @Override
  public void close() {
    all.forEach(operator -> operator.network().close());
  }
}
