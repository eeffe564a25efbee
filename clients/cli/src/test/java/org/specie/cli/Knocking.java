package org.specie.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.port.Clock;
import org.specie.ledger.transport.Endpoint;
import org.specie.ledger.transport.MonotonicClock;
import org.specie.ledger.transport.Outcome;
import org.specie.ledger.transport.TransportPorts;
import org.specie.ledger.transport.TransportReason;
import org.specie.ledger.transport.identity.IdentityFiles;
import org.specie.ledger.transport.identity.PeerName;
import org.specie.ledger.transport.identity.Role;
import org.specie.ledger.transport.identity.TransportIdentity;
import org.specie.ledger.transport.identity.Trust;
import org.specie.ledger.transport.peer.Backoff;
import org.specie.ledger.transport.peer.PeerDirectory;
import org.specie.ledger.transport.peer.PeerEntry;
import org.specie.ledger.transport.peer.PeerHandler;
import org.specie.ledger.transport.peer.PeerNetwork;
import org.specie.ledger.transport.peer.PeerNetworkConfig;
import org.specie.ledger.transport.peer.ReaderNetwork;
import org.specie.node.replica.NetworkDescription;

/**
 * A process that shows some certificate to every replica of a network, again and again, until it is
 * ended: words are the folder of the network, and the files of key and certificate.
 */
final class Knocking {
  private static final Clock CLOCK = () -> System.currentTimeMillis() / 1000;

  private Knocking() {}

  public static void main(String[] words) throws IOException, InterruptedException {
    NetworkDescription network = NetworkDescription.read(Path.of(words[0]));
    TransportIdentity identity =
        switch (IdentityFiles.identity(Path.of(words[1]), Path.of(words[2]))) {
          case Outcome.Accepted<TransportIdentity>(var read) -> read;
          case Outcome.Refused<TransportIdentity>(var reason) ->
              throw new IOException(reason.sentence());
        };
    List<PeerEntry> entries = new ArrayList<>();
    for (var each : network.genesis().operators().operators()) {
      int colon = each.address().lastIndexOf(':');
      Endpoint at =
          new Endpoint(
              each.address().substring(0, colon),
              Integer.parseInt(each.address().substring(colon + 1)));
      entries.add(new PeerEntry(new PeerName(each.name()), at, Set.of()));
    }
    PeerDirectory directory = PeerDirectory.of(entries);
    TransportPorts ports =
        new TransportPorts(CLOCK, MonotonicClock.SYSTEM, new SecureRandom()::nextBytes);
    Trust trust = new Trust(network.authority(), CLOCK);
    PeerHandler nobody = new Nobody();
    CountDownLatch never = new CountDownLatch(1);
    try (AutoCloseable _ =
        identity.fields().role() == Role.READER
            ? ReaderNetwork.start(Backoff.USUAL, identity, trust, directory, ports, nobody)
            : PeerNetwork.start(
                PeerNetworkConfig.usual(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
                identity,
                trust,
                directory,
                ports,
                nobody)) {
      never.await();
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  private record Nobody() implements PeerHandler {
    @Override
    public void connected(PeerName peer) {}

    @Override
    public void received(PeerName peer, ByteString frame) {}

    @Override
    public void disconnected(PeerName peer, TransportReason reason) {}
  }
}
