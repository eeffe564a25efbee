package org.specie.quality.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.core.port.Entropy;
import org.specie.ledger.transport.Endpoint;
import org.specie.ledger.transport.MonotonicClock;
import org.specie.ledger.transport.TransportPorts;
import org.specie.ledger.transport.TransportReason;
import org.specie.ledger.transport.identity.CertificateAuthority;
import org.specie.ledger.transport.identity.PeerName;
import org.specie.ledger.transport.identity.Role;
import org.specie.ledger.transport.identity.Trust;
import org.specie.ledger.transport.identity.Validity;
import org.specie.ledger.transport.peer.PeerDirectory;
import org.specie.ledger.transport.peer.PeerEntry;
import org.specie.ledger.transport.peer.PeerHandler;
import org.specie.ledger.transport.peer.PeerNetwork;
import org.specie.ledger.transport.peer.PeerNetworkConfig;

/** Two operators on one machine, linked as operators are: how much they carry, and how fast. */
final class TransportBench {
  private static final List<Integer> SIZES = List.of(200, 8192);
  private static final int PATIENCE_SECONDS = 60;
  private static final long FULL_QUEUE_NANOS = 100_000;
  private static final PeerName ONE = new PeerName("one");
  private static final PeerName TWO = new PeerName("two");

  private final Entropy entropy;
  private final int millis;
  private final int roundTrips;
  private final Consumer<String> progress;
  private final CertificateAuthority authority;
  private final Clock clock = () -> TimeUnit.MILLISECONDS.toSeconds(System.currentTimeMillis());

  TransportBench(Entropy entropy, int millis, int roundTrips, Consumer<String> progress) {
    this.entropy = entropy;
    this.millis = millis;
    this.roundTrips = roundTrips;
    this.progress = progress;
    this.authority = CertificateAuthority.found("bench", Validity.days(clock, 1), entropy);
  }

  /** Counts, and lets whoever waits know. */
  private static final class Counter implements PeerHandler {
    private final LongAdder frames = new LongAdder();
    private final Semaphore links = new Semaphore(0);
    private final Semaphore answers = new Semaphore(0);
    private volatile boolean counts = true;

    @Override
    public void connected(PeerName peer) {
      links.release();
    }

    @Override
    public void received(PeerName peer, ByteString frame) {
      if (counts) {
        frames.increment();
      } else {
        answers.release();
      }
    }

    @Override
    public void disconnected(PeerName peer, TransportReason reason) {
      links.drainPermits();
    }
  }

  /** Sends back what it gets. */
  private static final class Echo implements PeerHandler {
    private final LongAdder frames = new LongAdder();
    private volatile boolean echoes;
    private volatile Consumer<ByteString> back = frame -> {};

    @Override
    public void connected(PeerName peer) {
      frames.reset();
    }

    @Override
    public void received(PeerName peer, ByteString frame) {
      if (echoes) {
        back.accept(frame);
      } else {
        frames.increment();
      }
    }

    @Override
    public void disconnected(PeerName peer, TransportReason reason) {
      echoes = false;
    }
  }

  TransportResult run() throws IOException {
    Counter counter = new Counter();
    Echo echo = new Echo();
    List<TransportResult.Point> points = new ArrayList<>();
    try (PeerNetwork one = start(ONE, counter);
        PeerNetwork two = start(TWO, echo)) {
      echo.back = frame -> two.offer(ONE, frame);
      PeerDirectory directory = PeerDirectory.of(List.of(entry(ONE, one), entry(TWO, two)));
      one.replaceDirectory(directory);
      two.replaceDirectory(directory);
      await(counter.links);
      for (int size : SIZES) {
        progress.accept(size + "-byte frames over TLS");
        ByteString frame = ByteString.copyOf(entropy.bytes(size));
        flood(one, echo, frame);
        double perSecond = flood(one, echo, frame);
        echo.echoes = true;
        counter.counts = false;
        double[] micros = roundTrips(one, counter, frame);
        echo.echoes = false;
        progress.accept(size + "-byte frames over bare TCP");
        TransportFloor floor = new TransportFloor(size, millis, roundTrips);
        points.add(
            new TransportResult.Point(
                size,
                perSecond,
                micros[roundTrips / 2],
                micros[roundTrips * 99 / 100],
                floor.framesPerSecond(),
                floor.roundTripMicros()));
      }
    }
    return new TransportResult(
        points, Runtime.getRuntime().availableProcessors(), Machine.describe());
  }

  private PeerNetwork start(PeerName name, PeerHandler handler) throws IOException {
    return PeerNetwork.start(
        PeerNetworkConfig.usual(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
        authority.enrol(Role.OPERATOR, name, Validity.days(clock, 1)),
        new Trust(authority.certificate(), clock),
        PeerDirectory.EMPTY,
        new TransportPorts(clock, MonotonicClock.SYSTEM, entropy),
        handler);
  }

  private static PeerEntry entry(PeerName name, PeerNetwork network) {
    String host = InetAddress.getLoopbackAddress().getHostAddress();
    return new PeerEntry(name, new Endpoint(host, network.port()), Set.of());
  }

  private double flood(PeerNetwork from, Echo to, ByteString frame) {
    long start = System.nanoTime();
    long until = start + TimeUnit.MILLISECONDS.toNanos(millis);
    long before = to.frames.sum();
    long sent = 0;
    while (System.nanoTime() < until) {
      if (from.offer(TWO, frame)) {
        sent++;
      } else {
        LockSupport.parkNanos(FULL_QUEUE_NANOS);
      }
    }
    while (to.frames.sum() - before < sent) {
      LockSupport.parkNanos(FULL_QUEUE_NANOS);
    }
    return sent * 1e9 / (System.nanoTime() - start);
  }

  /** Elapsed microseconds of each round trip, shortest first. */
  private double[] roundTrips(PeerNetwork from, Counter answers, ByteString frame) {
    double[] micros = new double[roundTrips];
    for (int i = -roundTrips; i < roundTrips; i++) {
      long start = System.nanoTime();
      if (!from.offer(TWO, frame)) {
        throw new InvariantViolation("an empty queue takes a frame");
      }
      await(answers.answers);
      micros[Math.max(0, i)] = (System.nanoTime() - start) / 1e3;
    }
    Arrays.sort(micros);
    return micros;
  }

  private static void await(Semaphore permits) {
    try {
      if (!permits.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new InvariantViolation("a link on one machine answers within a minute");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InvariantViolation("nobody interrupts a measurement", e);
    }
  }
}
