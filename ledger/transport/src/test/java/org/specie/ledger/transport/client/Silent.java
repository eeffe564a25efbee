package org.specie.ledger.transport.client;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.specie.kernel.core.ByteString;
import org.specie.ledger.transport.TransportReason;
import org.specie.ledger.transport.link.Link;

/** A client that writes down what it hears, and answers nothing. */
final class Silent implements ClientHandler {
  final List<ByteString> frames = new CopyOnWriteArrayList<>();
  final List<TransportReason> goodbyes = new CopyOnWriteArrayList<>();

  @Override
  public void connected(Link link) {
    link.remote();
  }

  @Override
  public void received(Link link, ByteString frame) {
    frames.add(frame);
  }

  @Override
  public void disconnected(Link link, TransportReason reason) {
    goodbyes.add(reason);
  }
}
