package org.specie.ledger.sbft.link;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.transport.Endpoint;
import org.specie.ledger.transport.TransportPorts;
import org.specie.ledger.transport.TransportReason;
import org.specie.ledger.transport.identity.PeerName;
import org.specie.ledger.transport.identity.TransportIdentity;
import org.specie.ledger.transport.identity.Trust;
import org.specie.ledger.transport.link.Link;
import org.specie.ledger.transport.peer.PeerDirectory;
import org.specie.ledger.transport.peer.PeerEntry;
import org.specie.ledger.transport.peer.PeerHandler;
import org.specie.ledger.transport.peer.PeerNetwork;
import org.specie.ledger.transport.peer.PeerNetworkConfig;
import org.specie.ledger.transport.peer.ReaderAdmission;

/**
 * Links over the operators' network of TLS. An operator is linked with under its name; the address
 * in its entry says where, and its transport key, if it has one, which certificate it may show;
 * whoever stands twice, because its key or address is about to change, may show either key.
 */
public final class TransportLinks implements PeerLinks {
  private static final int PORT_MAX = 65_535;

  private final PeerNetwork network;

  private TransportLinks(PeerNetwork network) {
    this.network = network;
  }

  /** Opens links that listen and identify themselves as said here. */
  public static Opener opener(
      PeerNetworkConfig config, TransportIdentity identity, Trust trust, TransportPorts ports) {
    return (operators, handler) -> open(config, identity, trust, ports, operators, handler);
  }

  /** Opens links to {@code operators} and lets readers in. */
  public static TransportLinks open(
      PeerNetworkConfig config,
      TransportIdentity identity,
      Trust trust,
      TransportPorts ports,
      List<OperatorSet.Operator> operators,
      Handler handler)
      throws IOException {
    PeerDirectory directory = directory(operators);
    ReaderAdmission readers =
        ReaderAdmission.usual((link, frame) -> handler.read(new Line(link), frame));
    return new TransportLinks(
        PeerNetwork.start(
            config, identity, trust, directory, ports, new Hearing(handler), Optional.of(readers)));
  }

  static PeerDirectory directory(List<OperatorSet.Operator> operators) {
    Map<PeerName, PeerEntry> byName = new LinkedHashMap<>();
    for (OperatorSet.Operator operator : operators) {
      entry(operator).ifPresent(each -> byName.merge(each.name(), each, TransportLinks::both));
    }
    return PeerDirectory.of(byName.values());
  }

  /**
   * An operator between two keys may show either. It is dialled where the later entry says, and a
   * key to choose freely stays one.
   */
  private static PeerEntry both(PeerEntry one, PeerEntry later) {
    Set<Hash32> keys = new TreeSet<>(one.keys());
    keys.addAll(later.keys());
    boolean isPinned = !one.keys().isEmpty() && !later.keys().isEmpty();
    return new PeerEntry(later.name(), later.endpoint(), isPinned ? keys : Set.of());
  }

  /** An operator without a usable name or address cannot be linked with. */
  private static Optional<PeerEntry> entry(OperatorSet.Operator operator) {
    if (!PeerName.isName(operator.name())) {
      return Optional.empty();
    }
    Set<Hash32> keys =
        operator.transportKey().equals(Hash32.ZERO) ? Set.of() : Set.of(operator.transportKey());
    return endpoint(operator.address())
        .map(endpoint -> new PeerEntry(new PeerName(operator.name()), endpoint, keys));
  }

  /** Host and port of an address, as in {@code host:4100} or {@code [::1]:4100}. */
  static Optional<Endpoint> endpoint(String address) {
    int colon = address.lastIndexOf(':');
    if (colon <= 0) {
      return Optional.empty();
    }
    String host = address.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    String port = address.substring(colon + 1);
    boolean isPort =
        !port.isEmpty() && port.length() <= 5 && port.chars().allMatch(c -> '0' <= c && c <= '9');
    int number = isPort ? Integer.parseInt(port) : 0;
    return host.isEmpty() || host.length() > 253 || number < 1 || number > PORT_MAX
        ? Optional.empty()
        : Optional.of(new Endpoint(host, number));
  }

  @Override
  public boolean offer(String operator, ByteString frame) {
    return network.offer(new PeerName(operator), frame);
  }

  @Override
  public void replace(List<OperatorSet.Operator> operators) {
    network.replaceDirectory(directory(operators));
  }

  /** The network beneath, for what it counts. */
  public PeerNetwork network() {
    return network;
  }

  @Override
  public void close() {
    network.close();
  }

  private record Line(Link link) implements ReaderLine {
    @Override
    public String name() {
      return link.certificate().orElseThrow().name().text();
    }

    @Override
    public boolean offer(ByteString frame) {
      return link.offer(frame);
    }
  }

  private record Hearing(Handler handler) implements PeerHandler {
    @Override
    public void connected(PeerName peer) {
      handler.connected(peer.text());
    }

    @Override
    public void received(PeerName peer, ByteString frame) {
      handler.received(peer.text(), frame);
    }

    @Override
    public void disconnected(PeerName peer, TransportReason reason) {
      handler.disconnected(peer.text());
    }
  }
}
