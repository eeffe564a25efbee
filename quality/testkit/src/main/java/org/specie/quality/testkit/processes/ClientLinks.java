package org.specie.quality.testkit.processes;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.specie.kernel.core.ByteString;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.api.certificate.CertificateVerifier;
import org.specie.ledger.transport.Endpoint;
import org.specie.ledger.transport.Outcome;
import org.specie.ledger.transport.TransportReason;
import org.specie.ledger.transport.client.ClientDialer;
import org.specie.ledger.transport.client.ClientHandler;
import org.specie.ledger.transport.link.Link;
import org.specie.ledger.transport.link.LinkLimits;

/**
 * The links of many clients in one process to all replicas, dialled again when they end. Every
 * answer is verified before anybody hears of it.
 */
public final class ClientLinks implements AutoCloseable {
  /** The link to one replica. */
  private static final class Line {
    private final Endpoint endpoint;
    private final AtomicReference<Optional<Link>> link = new AtomicReference<>(Optional.empty());
    private final AtomicInteger dialling = new AtomicInteger();

    Line(Endpoint endpoint) {
      this.endpoint = endpoint;
    }

    boolean isLive() {
      return link.get().filter(Link::isLive).isPresent();
    }
  }

  private final ClientDialer dialer;
  private final CertificateVerifier verifier;
  private final Consumer<Acknowledgement> listener;
  private final AtomicInteger forged = new AtomicInteger();
  private final List<Line> lines = new ArrayList<>();

  /** Links to the replicas of {@code plant}, none of which stands yet. */
  public ClientLinks(Plant plant, Consumer<Acknowledgement> listener) throws IOException {
    this.dialer =
        new ClientDialer(LinkLimits.CLIENTS, Optional.empty(), plant.trust(), Plant.PORTS);
    this.verifier = new CertificateVerifier(plant.genesis());
    this.listener = listener;
    for (int i = 0; i < plant.genesis().operators().size(); i++) {
      lines.add(new Line(plant.clientEndpoint(i)));
    }
  }

  /** Dials replica {@code number} and waits; the reason if it refuses. */
  public Optional<TransportReason> dial(int number) {
    Line line = lines.get(number);
    if (line.isLive() || line.dialling.getAndSet(1) == 1) {
      return Optional.empty();
    }
    try {
      return switch (dialer.connect(line.endpoint, Optional.empty(), new Hearing())) {
        case Outcome.Accepted<Link>(Link link) -> {
          line.link.set(Optional.of(link));
          yield Optional.empty();
        }
        case Outcome.Refused<Link>(TransportReason reason) -> Optional.of(reason);
      };
    } finally {
      line.dialling.set(0);
    }
  }

  /** Dials, without waiting, every replica to which no link stands. */
  public void redial() {
    for (int i = 0; i < lines.size(); i++) {
      int number = i;
      if (!lines.get(i).isLive() && lines.get(i).dialling.get() == 0) {
        Thread.ofVirtual().name("dial-" + i).start(() -> dial(number));
      }
    }
  }

  /** Offers a request to the first replica from {@code preferred} on that takes it. */
  public boolean offer(int preferred, Transaction transaction) {
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(Math.floorMod(preferred + i, lines.size()));
      Optional<Link> link = line.link.get();
      if (link.isPresent() && link.get().isLive() && link.get().offer(transaction.bytes())) {
        return true;
      }
    }
    return false;
  }

  /** Answers that did not verify. */
  public int forgedAnswers() {
    return forged.get();
  }

  private final class Hearing implements ClientHandler {
    @Override
    public void connected(Link link) {}

    @Override
    public void received(Link link, ByteString frame) {
      Optional<Acknowledgement> shown = Acknowledgement.verify(frame, verifier);
      if (shown.isEmpty()) {
        forged.incrementAndGet();
      } else {
        listener.accept(shown.get());
      }
    }

    @Override
    public void disconnected(Link link, TransportReason reason) {}
  }

  @Override
  public void close() {
    dialer.close();
  }
}
