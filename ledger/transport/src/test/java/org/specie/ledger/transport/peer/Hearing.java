package org.specie.ledger.transport.peer;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.specie.kernel.core.ByteString;
import org.specie.ledger.transport.TransportReason;
import org.specie.ledger.transport.identity.PeerName;

/** Writes down what it hears. */
final class Hearing implements PeerHandler {
  record Received(PeerName peer, ByteString frame) {}

  final List<Received> frames = new CopyOnWriteArrayList<>();
  final List<TransportReason> goodbyes = new CopyOnWriteArrayList<>();
  final AtomicInteger connects = new AtomicInteger();

  @Override
  public void connected(PeerName peer) {
    connects.incrementAndGet();
  }

  @Override
  public void received(PeerName peer, ByteString frame) {
    frames.add(new Received(peer, frame));
  }

  @Override
  public void disconnected(PeerName peer, TransportReason reason) {
    goodbyes.add(reason);
  }
}
