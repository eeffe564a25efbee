package org.specie.ledger.transport.client;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.specie.kernel.core.ByteString;
import org.specie.ledger.transport.TransportReason;
import org.specie.ledger.transport.link.Link;

/** Answers every frame with itself, and writes down what it hears. */
final class Listening implements ClientHandler {
  final List<Link> links = new CopyOnWriteArrayList<>();
  final List<ByteString> frames = new CopyOnWriteArrayList<>();
  final List<TransportReason> goodbyes = new CopyOnWriteArrayList<>();
  final AtomicInteger answered = new AtomicInteger();

  @Override
  public void connected(Link link) {
    links.add(link);
  }

  @Override
  public void received(Link link, ByteString frame) {
    frames.add(frame);
    if (link.offer(frame)) {
      answered.incrementAndGet();
    }
  }

  @Override
  public void disconnected(Link link, TransportReason reason) {
    goodbyes.add(reason);
  }
}
