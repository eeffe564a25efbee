package org.specie.node.replica;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.sbft.link.PeerLinks;
import org.specie.ledger.sbft.link.TransportLinks;
import org.specie.ledger.transport.Endpoint;
import org.specie.ledger.transport.TransportCounters;
import org.specie.ledger.transport.TransportPorts;
import org.specie.ledger.transport.identity.TransportIdentity;
import org.specie.ledger.transport.identity.Trust;
import org.specie.ledger.transport.peer.PeerNetwork;
import org.specie.ledger.transport.peer.PeerNetworkConfig;

/**
 * Opens the port at which a replica talks to operators and readers, and says what happens there:
 * who was refused, and why.
 */
final class OperatorsPort implements PeerLinks.Opener {
  private final Endpoint listen;
  private final TransportIdentity identity;
  private final Trust trust;
  private final TransportPorts ports;
  private volatile Optional<PeerNetwork> network = Optional.empty();

  OperatorsPort(Endpoint listen, TransportIdentity identity, Trust trust, TransportPorts ports) {
    this.listen = listen;
    this.identity = identity;
    this.trust = trust;
    this.ports = ports;
  }

  @Override
  public PeerLinks open(List<OperatorSet.Operator> operators, PeerLinks.Handler handler)
      throws IOException {
    TransportLinks links =
        TransportLinks.open(
            PeerNetworkConfig.usual(ReplicaFolder.listen(listen)),
            identity,
            trust,
            ports,
            operators,
            handler);
    network = Optional.of(links.network());
    return links;
  }

  /** What has been counted so far. The engine opens the port when it starts. */
  TransportCounters counters() {
    return network.orElseThrow().counters();
  }

  /** Readers with a link. */
  int readers() {
    return network.map(PeerNetwork::readers).orElse(0);
  }
}
