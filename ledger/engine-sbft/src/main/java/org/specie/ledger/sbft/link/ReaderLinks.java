package org.specie.ledger.sbft.link;

import java.util.List;
import org.specie.kernel.core.ByteString;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.transport.TransportPorts;
import org.specie.ledger.transport.TransportReason;
import org.specie.ledger.transport.identity.PeerName;
import org.specie.ledger.transport.identity.TransportIdentity;
import org.specie.ledger.transport.identity.Trust;
import org.specie.ledger.transport.peer.Backoff;
import org.specie.ledger.transport.peer.PeerHandler;
import org.specie.ledger.transport.peer.ReaderNetwork;

/** A reader's links to operators, which it dials and which never dial it. */
public final class ReaderLinks implements PeerLinks {
  private final ReaderNetwork network;

  private ReaderLinks(ReaderNetwork network) {
    this.network = network;
  }

  /** Opens links that show {@code identity}, a reader's. */
  public static Opener opener(TransportIdentity identity, Trust trust, TransportPorts ports) {
    return (operators, handler) ->
        new ReaderLinks(
            ReaderNetwork.start(
                Backoff.USUAL,
                identity,
                trust,
                TransportLinks.directory(operators),
                ports,
                new Hearing(handler)));
  }

  @Override
  public boolean offer(String operator, ByteString frame) {
    return network.offer(new PeerName(operator), frame);
  }

  @Override
  public void replace(List<OperatorSet.Operator> operators) {
    network.replaceDirectory(TransportLinks.directory(operators));
  }

  @Override
  public void close() {
    network.close();
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
