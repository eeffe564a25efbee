package org.specie.ledger.transport.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.specie.ledger.transport.Parties.await;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.specie.kernel.core.ByteString;
import org.specie.ledger.transport.Outcome;
import org.specie.ledger.transport.Parties;
import org.specie.ledger.transport.Stranger;
import org.specie.ledger.transport.TransportCounters;
import org.specie.ledger.transport.TransportReason;
import org.specie.ledger.transport.identity.CertificateAuthority;
import org.specie.ledger.transport.identity.Trust;
import org.specie.ledger.transport.link.Link;
import org.specie.ledger.transport.link.LinkLimits;
import org.specie.ledger.transport.link.LinkMemory;
import org.specie.ledger.transport.link.ListenerLimits;
import org.specie.ledger.transport.tls.TlsEndpoint;
import org.specie.ledger.transport.tls.TlsSession;

/**
 * Very many connections that are no good, in every way a connection can be no good. None is counted
 * twice, and afterwards threads and heap are what they were. {@code
 * -Dspecie.hostile.connections=1000000} sends a million.
 */
class HostileTrafficTest {
  private static final int CONNECTIONS = Integer.getInteger("specie.hostile.connections", 20_000);

  /** Connections before the measurement: they load classes and fill caches. */
  private static final int WARM_UP = 4_000;

  private static final int ATTACKERS = 8;

  /** One connection in so many gets through the handshake; a handshake costs a millisecond. */
  private static final int HANDSHAKE_EVERY = 200;

  /**
   * A connection that is reset before the listener has looked at it may never be seen by it; fewer
   * than one in so many are.
   */
  private static final int LOST_BY_THE_SYSTEM = 10;

  private static final long HEAP_SLACK = 4 << 20;

  private static final LinkLimits LINK =
      new LinkLimits(64 << 10, 64, 1 << 20, 4096, 60_000, 10_000, 60_000, 60_000, 60_000);

  private static final ListenerLimits LISTENER =
      new ListenerLimits(200, 200, 100, 100, 200, new LinkMemory(1 << 20, 1 << 22));

  private final CertificateAuthority authority = Parties.authority();
  private final Trust trust = Parties.trust(authority);
  private final TlsEndpoint anonymous = Stranger.anonymous(trust);
  private final TlsEndpoint foreign =
      Stranger.as(Parties.operator(Parties.authority(), "foreign"), trust);

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void leavesNoThreadAndNoMemoryBehind() throws Exception {
    Listening hearing = new Listening();
    var config =
        new ClientListenerConfig(Parties.freePort(), true, LINK, LISTENER, Optional.empty());
    try (ClientListener listener =
            ClientListener.start(
                config,
                Parties.operator(authority, "operator-0"),
                trust,
                Parties.ports(),
                hearing);
        ClientDialer dialer = new ClientDialer(LINK, Optional.empty(), trust, Parties.ports())) {
      attack(listener, WARM_UP);
      hearing.links.clear();
      hearing.goodbyes.clear();
      long heapBefore = usedHeap();
      int platformThreadsBefore = platformThreads();

      attack(listener, CONNECTIONS);

      // A connection of the last ones may be taken only now: not all of them were waited for.
      await("one thread accepts", () -> listener.counters().threads() == 1);
      await("no frame is half there", () -> listener.counters().inboundBytes() == 0);
      hearing.links.clear();
      hearing.goodbyes.clear();
      // The JDK may have started another carrier of virtual threads for each core meanwhile.
      int cores = Runtime.getRuntime().availableProcessors();
      await("threads are back", () -> platformThreads() <= platformThreadsBefore + cores);
      await("memory is back", () -> usedHeap() <= heapBefore + HEAP_SLACK);
      servesHonestClients(listener, dialer);
    }
  }

  private static void servesHonestClients(ClientListener listener, ClientDialer dialer) {
    Silent answers = new Silent();
    Link link =
        Parties.accepted(dialer.connect(Parties.at(listener.port()), Optional.empty(), answers));
    assertThat(link.offer(ByteString.utf8("still there?"))).isTrue();
    await("an honest client is answered", () -> answers.frames.size() == 1);
    link.end(TransportReason.CLOSED_HERE);
    await("and gone", () -> listener.counters().live() == 0);
  }

  private void attack(ClientListener listener, int connections) throws Exception {
    long endedBefore = ended(listener);
    AtomicInteger next = new AtomicInteger();
    try (ExecutorService attackers = Executors.newFixedThreadPool(ATTACKERS)) {
      var running =
          IntStream.range(0, ATTACKERS)
              .<Future<?>>mapToObj(
                  i ->
                      attackers.submit(
                          () -> {
                            Random random = new Random(i);
                            for (int n = next.getAndIncrement();
                                n < connections;
                                n = next.getAndIncrement()) {
                              attackOnce(listener.port(), n, random);
                            }
                            return null;
                          }))
              .toList();
      for (Future<?> each : running) {
        each.get();
      }
    }
    long enough = endedBefore + connections - connections / LOST_BY_THE_SYSTEM;
    await(
        "nothing is going on any more",
        () ->
            ended(listener) >= enough
                && listener.counters().live() == 0
                && listener.counters().threads() == 1);
    assertThat(ended(listener)).isLessThanOrEqualTo(endedBefore + connections);
  }

  private void attackOnce(int port, int number, Random random) throws IOException {
    try (Stranger stranger = Stranger.connect(port)) {
      if (number % HANDSHAKE_EVERY == 0) {
        insideTls(stranger, number / HANDSHAKE_EVERY, random);
      } else {
        beneathTls(stranger, random);
      }
    } catch (IOException e) {
      // The listener was quicker; it has counted all the same.
      assertThat(e.getMessage()).isNotEmpty();
    }
  }

  private static void beneathTls(Stranger stranger, Random random) throws IOException {
    byte[] bytes = new byte[1 + random.nextInt(200)];
    random.nextBytes(bytes);
    switch (random.nextInt(6)) {
      case 0 -> stranger.sendPlain(ByteString.copyOf(bytes));
      case 1 -> stranger.sendPlain(ByteString.utf8("GET / HTTP/1.1\r\n\r\n"));
      case 2 -> stranger.sendPlain(ByteString.hex("16"));
      case 3 -> stranger.sendPlain(ByteString.hex("160303ffff01000000"));
      case 4 ->
          stranger.sendPlain(
              ByteString.concat(
                  ByteString.hex("16030100"),
                  ByteString.copyOf(new byte[] {(byte) bytes.length}),
                  ByteString.copyOf(bytes)));
      case 5 -> stranger.plain.shutdownOutput();
      default -> throw new AssertionError("six ways");
    }
  }

  private void insideTls(Stranger stranger, int number, Random random) throws IOException {
    if (number % 4 == 0) {
      stranger.handshake(foreign);
      return;
    }
    if (!(stranger.handshake(anonymous) instanceof Outcome.Accepted<TlsSession>(var session))) {
      return;
    }
    byte[] bytes = new byte[random.nextInt(3000)];
    random.nextBytes(bytes);
    switch (number % 4) {
      case 1 -> session.out().write(ByteString.hex("7fffffff").toByteArray());
      case 2 -> session.out().write(bytes);
      case 3 -> stranger.sendPlain(ByteString.copyOf(bytes));
      default -> throw new AssertionError("four ways");
    }
  }

  private static long ended(ClientListener listener) {
    TransportCounters counters = listener.counters();
    return Arrays.stream(TransportReason.values()).mapToLong(counters::ended).sum();
  }

  private static int platformThreads() {
    return ManagementFactory.getThreadMXBean().getThreadCount();
  }

  private static long usedHeap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
