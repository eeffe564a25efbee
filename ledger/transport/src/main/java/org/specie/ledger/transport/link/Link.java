package org.specie.ledger.transport.link;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.InvariantViolation;
import org.specie.ledger.transport.Endpoint;
import org.specie.ledger.transport.Outcome;
import org.specie.ledger.transport.Route;
import org.specie.ledger.transport.TransportReason;
import org.specie.ledger.transport.identity.PeerCertificate;
import org.specie.ledger.transport.tls.TlsEndpoint;
import org.specie.ledger.transport.tls.TlsSession;

/**
 * One connection, from its first byte to its one counted ending. Set up by {@link #accept} or
 * {@link #dial}, then {@link #run} reads on one thread and writes on another; whatever waits for
 * the other side is ended by the {@link Station}, which closes the plain socket beneath. Source:
 * docs/spec/24-transport.md, sections 3 to 5.
 */
public final class Link {
  /** A network that was cut and is whole again answers the next attempt, not the one in hand. */
  private static final int CONNECT_MS_MAX = 2_000;

  private final Station station;
  private final Socket plain;
  private volatile LinkLimits limits;
  private final OutboundQueue queue;
  private final long createdAt;
  private final CountDownLatch writerOver = new CountDownLatch(1);

  /** Guarded by this object's lock, and read without it. */
  private volatile @Nullable TransportReason ending;

  private volatile @Nullable TlsSession session;
  private volatile boolean reading;
  private volatile boolean insideFrame;
  private volatile long frameSince;
  private volatile long readAt;
  private volatile boolean writing;
  private volatile long writeSince;
  private volatile long wroteAt;

  Link(Station station, Socket plain, LinkLimits limits) {
    this.station = station;
    this.plain = plain;
    this.limits = limits;
    this.queue =
        new OutboundQueue(limits.queueFramesMax(), limits.queueBytesMax(), station.outbound());
    this.createdAt = station.nanos();
  }

  /** Lets the other side in, or tells it why not. Nothing if it is in; else the link has ended. */
  public Optional<TransportReason> accept(TlsEndpoint tls, LinkKind kind, Gate gate) {
    return switch (tls.accept(plain)) {
      case Outcome.Refused<TlsSession>(var reason) -> Optional.of(end(reason));
      case Outcome.Accepted<TlsSession>(var made) -> {
        Optional<TransportReason> refusal = gate.refusal(made.certificate());
        try {
          Greeting.write(made.out(), kind, refusal);
        } catch (IOException e) {
          yield Optional.of(end(refusal.orElse(TransportReason.BROKEN)));
        }
        yield refusal.isPresent() ? Optional.of(end(refusal.get())) : open(made, true);
      }
    };
  }

  /** Connects to {@code endpoint}. Nothing if this side was let in; else the link has ended. */
  public Optional<TransportReason> dial(
      Route route, Endpoint endpoint, TlsEndpoint tls, LinkKind kind, Gate gate) {
    Socket way;
    try {
      way = route.connect(plain, endpoint, Math.min(limits.setUpMs(), CONNECT_MS_MAX));
      plain.setTcpNoDelay(true);
    } catch (Route.Refused e) {
      return Optional.of(end(TransportReason.ROUTE_REFUSED));
    } catch (IOException e) {
      return Optional.of(end(TransportReason.UNREACHABLE));
    }
    return switch (tls.dial(way)) {
      case Outcome.Refused<TlsSession>(var reason) -> Optional.of(end(reason));
      case Outcome.Accepted<TlsSession>(var made) -> {
        Optional<TransportReason> refusal =
            gate.refusal(made.certificate()).or(() -> Greeting.read(made.in(), kind));
        yield refusal.isPresent() ? Optional.of(end(refusal.get())) : open(made, false);
      }
    };
  }

  private Optional<TransportReason> open(TlsSession made, boolean byOthers) {
    synchronized (this) {
      if (ending != null) {
        return Optional.of(ending);
      }
      long now = station.nanos();
      readAt = now;
      wroteAt = now;
      reading = true;
      session = made;
      station.counting().opened(byOthers);
    }
    return Optional.empty();
  }

  /**
   * Lets this link have less than its station's links have, now that it is known who came. Called
   * before it runs, and before anything is offered.
   */
  public void confine(LinkLimits less) {
    limits = less;
    queue.confine(less.queueFramesMax(), less.queueBytesMax());
  }

  /**
   * Hands every frame to {@code receiver} on one thread until the link ends; returns when nothing
   * of it is left, and says why. While {@code receiver} works, nothing is read.
   */
  public TransportReason run(Consumer<ByteString> receiver) {
    return station
        .callForLink(() -> runHere(receiver))
        .orElseGet(() -> end(TransportReason.CLOSED_HERE));
  }

  private TransportReason runHere(Consumer<ByteString> receiver) {
    TlsSession made = session;
    if (made == null) {
      throw new InvariantViolation("a link runs after it was set up");
    }
    if (!station.executeForLink(() -> writeAll(made.out()))) {
      writerOver.countDown();
      return end(TransportReason.CLOSED_HERE);
    }
    FrameReader reader =
        new FrameReader(limits.frameBytesMax(), limits.bufferBytes(), station.inbound());
    TransportReason why = TransportReason.CLOSED_HERE;
    try {
      why = readAll(made, reader, receiver);
    } finally {
      why = end(why);
      reader.release();
      awaitWriter();
    }
    return why;
  }

  private TransportReason readAll(
      TlsSession made, FrameReader reader, Consumer<ByteString> receiver) {
    Received received = new Received(receiver);
    try {
      while (ending == null) {
        int headers = reader.headersRead();
        int count = reader.fill(made.in());
        if (count < 0) {
          return TransportReason.PEER_CLOSED;
        }
        reading = false;
        received.frames = 0;
        Optional<TransportReason> refusal = reader.drain(received);
        station.counting().received(received.frames, count);
        if (refusal.isPresent()) {
          return refusal.get();
        }
        long now = station.nanos();
        if (!insideFrame || reader.headersRead() != headers) {
          frameSince = now;
        }
        insideFrame = reader.isInsideFrame();
        readAt = now;
        reading = true;
      }
      return TransportReason.CLOSED_HERE;
    } catch (IOException e) {
      return TransportReason.BROKEN;
    }
  }

  /** Counts what it hands on, and hands on nothing once the link has ended. */
  private final class Received implements Consumer<ByteString> {
    private final Consumer<ByteString> receiver;
    private int frames;

    Received(Consumer<ByteString> receiver) {
      this.receiver = receiver;
    }

    @Override
    public void accept(ByteString frame) {
      if (ending == null) {
        frames++;
        receiver.accept(frame);
      }
    }
  }

  private void writeAll(OutputStream out) {
    FrameWriter writer = new FrameWriter(limits.bufferBytes());
    List<ByteString> batch = new ArrayList<>();
    OutputStream watched = new Watched(out);
    try {
      while (queue.take(batch, limits.bufferBytes())) {
        int bytes = writer.write(batch, watched);
        wroteAt = station.nanos();
        station.counting().sent(batch.size(), bytes);
        batch.clear();
      }
    } catch (IOException e) {
      end(TransportReason.BROKEN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      end(TransportReason.CLOSED_HERE);
    } finally {
      writerOver.countDown();
    }
  }

  /** Writes a buffer at a time, so that the deadline is for one buffer and not for a frame. */
  private final class Watched extends OutputStream {
    private final OutputStream out;

    Watched(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      for (int done = 0; done < length; done += limits.bufferBytes()) {
        writeSince = station.nanos();
        writing = true;
        out.write(bytes, offset + done, Math.min(limits.bufferBytes(), length - done));
        writing = false;
      }
    }
  }

  private void awaitWriter() {
    boolean interrupted = false;
    while (writerOver.getCount() > 0) {
      try {
        writerOver.await();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Queues {@code frame}, or drops it and says false: when the queue is full, the frame empty or
   * longer than this link carries, the memory of all links is used up, or the link has ended. Never
   * waits. Any thread.
   */
  public boolean offer(ByteString frame) {
    boolean queued =
        !frame.isEmpty() && frame.size() <= limits.frameBytesMax() && queueOrMakeRoom(frame);
    if (!queued) {
      station.counting().dropped();
    }
    return queued;
  }

  private boolean queueOrMakeRoom(ByteString frame) {
    return switch (queue.offer(frame)) {
      case QUEUED -> true;
      case FULL -> false;
      case NO_MEMORY -> {
        station.endTheGreediest();
        yield queue.offer(frame) == OutboundQueue.Offered.QUEUED;
      }
    };
  }

  /** What frames that have not been taken by the other side hold of the station's memory. */
  long bytesOnTheirWayOut() {
    return queue.bytes();
  }

  /**
   * Ends the link; the first reason counts, once, and is answered. Does not wait for its threads.
   */
  public TransportReason end(TransportReason reason) {
    boolean wasOpen;
    synchronized (this) {
      if (ending != null) {
        return ending;
      }
      ending = reason;
      wasOpen = session != null;
    }
    station.counting().ended(reason);
    if (wasOpen) {
      station.counting().closed();
    }
    queue.close();
    station.forget(this, plain);
    return reason;
  }

  /** Looks for what has lasted too long. Called by the station's watch. */
  void inspect(long now) {
    TlsSession made = session;
    if (made == null) {
      if (isPast(now, createdAt, limits.setUpMs())) {
        end(TransportReason.HANDSHAKE_TIMEOUT);
      }
      return;
    }
    Optional<TransportReason> revoked = made.certificate().flatMap(station.trust()::stillGood);
    if (revoked.isPresent()) {
      end(revoked.get());
    } else if (writing && isPast(now, writeSince, limits.writeMs())) {
      end(TransportReason.SLOW_READER);
    } else if (reading && insideFrame && isPast(now, frameSince, limits.frameMs())) {
      end(TransportReason.FRAME_INCOMPLETE);
    } else if (reading && isPast(now, readAt, limits.idleMs())) {
      end(TransportReason.IDLE);
    } else if (!writing && isPast(now, wroteAt, limits.keepAliveMs())) {
      queue.offerKeepAlive();
    }
  }

  private static boolean isPast(long now, long since, int ms) {
    return now - since > TimeUnit.MILLISECONDS.toNanos(ms);
  }

  /** Who the other side is; nothing if it is a client that showed no certificate. */
  public Optional<PeerCertificate> certificate() {
    TlsSession made = session;
    return made == null ? Optional.empty() : made.certificate();
  }

  /** Where the other side is, for people to read. */
  public String remote() {
    SocketAddress address = plain.getRemoteSocketAddress();
    return address == null ? "not connected" : address.toString();
  }

  /** Whether frames can still be offered. */
  public boolean isLive() {
    return session != null && ending == null;
  }
}
