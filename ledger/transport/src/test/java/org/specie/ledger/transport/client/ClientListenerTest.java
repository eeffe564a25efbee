package org.specie.ledger.transport.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.specie.ledger.transport.Parties.accepted;
import static org.specie.ledger.transport.Parties.await;
import static org.specie.ledger.transport.Parties.refused;

import java.io.IOException;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.specie.kernel.core.ByteString;
import org.specie.ledger.transport.Endpoint;
import org.specie.ledger.transport.Parties;
import org.specie.ledger.transport.Stranger;
import org.specie.ledger.transport.TransportCounters;
import org.specie.ledger.transport.TransportPorts;
import org.specie.ledger.transport.TransportReason;
import org.specie.ledger.transport.identity.CertificateAuthority;
import org.specie.ledger.transport.identity.PeerName;
import org.specie.ledger.transport.identity.TransportIdentity;
import org.specie.ledger.transport.identity.Trust;
import org.specie.ledger.transport.link.Link;
import org.specie.ledger.transport.link.LinkLimits;
import org.specie.ledger.transport.link.LinkMemory;
import org.specie.ledger.transport.link.ListenerLimits;
import org.specie.ledger.transport.tls.TlsEndpoint;
import org.specie.ledger.transport.tls.TlsSession;
import org.specie.quality.requirements.Requirement;

/** An operator's port for clients, and what it puts up with. */
@Timeout(120)
class ClientListenerTest {
  private static final int LONG = 30_000;
  private static final int SHORT = 400;
  private static final int KEEP_ALIVE = 10_000;

  /** Nothing ends for taking long. */
  private static final LinkLimits PATIENT =
      new LinkLimits(64 << 10, 64, 1 << 20, 4096, LONG, KEEP_ALIVE, LONG, LONG, LONG);

  private static final ListenerLimits ROOMY =
      new ListenerLimits(100, 100, 100, 100, 100, new LinkMemory(1 << 20, 1 << 22));

  private final CertificateAuthority authority = Parties.authority();
  private final TransportIdentity operator = Parties.operator(authority, "operator-0");
  private final Trust trust = Parties.trust(authority);
  private final TlsEndpoint anonymous = Stranger.anonymous(trust);
  private final Listening hearing = new Listening();

  private ClientListener listen(LinkLimits link, ListenerLimits limits) throws IOException {
    return listen(
        new ClientListenerConfig(Parties.freePort(), true, link, limits, Optional.empty()),
        Parties.ports());
  }

  private ClientListener listen(ClientListenerConfig config, TransportPorts ports)
      throws IOException {
    return ClientListener.start(config, operator, trust, ports, hearing);
  }

  private ClientDialer dialer(Optional<TransportIdentity> identity) {
    return new ClientDialer(PATIENT, identity, trust, Parties.ports());
  }

  private static void awaitEnd(ClientListener listener, TransportReason reason) {
    await(reason + " is counted", () -> listener.counters().ended(reason) == 1);
    await("no link is left", () -> listener.counters().live() == 0);
    await("one thread accepts", () -> listener.counters().threads() == 1);
    assertThat(listener.counters().inboundBytes()).isZero();
  }

  @Test
  void answersWalletsAndReaders() throws IOException {
    try (ClientListener listener = listen(PATIENT, ROOMY);
        ClientDialer wallet = dialer(Optional.empty());
        ClientDialer reader = dialer(Optional.of(Parties.reader(authority, "auditor")))) {
      Endpoint endpoint = Parties.at(listener.port());
      Silent wallets = new Silent();
      Link walletLink = accepted(wallet.connect(endpoint, Optional.of(operator.name()), wallets));
      Link readerLink = accepted(reader.connect(endpoint, Optional.empty(), new Silent()));
      List<ByteString> sent = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        ByteString frame = ByteString.copyOf(new byte[1 + i * 200]);
        sent.add(frame);
        int answers = i;
        await("the answer before is there", () -> wallets.frames.size() == answers);
        assertThat(walletLink.offer(frame)).isTrue();
      }
      await("all answers are there", () -> wallets.frames.size() == sent.size());
      assertThat(wallets.frames).isEqualTo(sent);
      await("both are known", () -> hearing.links.size() == 2);
      assertThat(hearing.links)
          .extracting(link -> link.certificate().map(c -> c.name().text()).orElse(""))
          .containsExactlyInAnyOrder("", "auditor");
      assertThat(walletLink.certificate()).contains(operator.fields());
      readerLink.end(TransportReason.CLOSED_HERE);
      await("its end is heard", () -> hearing.goodbyes.size() == 1);
    }
  }

  @Test
  void demandsCertificatesWhereItShould() throws IOException {
    var config =
        new ClientListenerConfig(Parties.freePort(), false, PATIENT, ROOMY, Optional.empty());
    try (ClientListener listener = listen(config, Parties.ports());
        ClientDialer wallet = dialer(Optional.empty());
        ClientDialer reader = dialer(Optional.of(Parties.reader(authority, "auditor")))) {
      Endpoint endpoint = Parties.at(listener.port());

      assertThat(refused(wallet.connect(endpoint, Optional.empty(), new Silent())))
          .isEqualTo(TransportReason.CERTIFICATE_MISSING);
      accepted(reader.connect(endpoint, Optional.empty(), new Silent()));
      await(
          "it is counted",
          () -> listener.counters().ended(TransportReason.CERTIFICATE_MISSING) == 1);
    }
  }

  @Test
  @Requirement("D6")
  void clientsKnowTheOperatorByItsCertificate() throws IOException {
    ClientDialer foreign =
        new ClientDialer(
            PATIENT, Optional.empty(), Parties.trust(Parties.authority()), Parties.ports());
    try (ClientListener listener = listen(PATIENT, ROOMY);
        ClientDialer wallet = dialer(Optional.empty());
        foreign) {
      Endpoint endpoint = Parties.at(listener.port());

      assertThat(refused(foreign.connect(endpoint, Optional.empty(), new Silent())))
          .isEqualTo(TransportReason.CERTIFICATE_UNTRUSTED);
      assertThat(
              refused(
                  wallet.connect(endpoint, Optional.of(new PeerName("operator-1")), new Silent())))
          .isEqualTo(TransportReason.NOT_THE_EXPECTED_PEER);
    }
  }

  @Test
  void clientsHearThatNobodyAnswers() throws IOException {
    Endpoint gone;
    try (ClientListener listener = listen(PATIENT, ROOMY)) {
      gone = Parties.at(listener.port());
    }
    try (ClientDialer wallet = dialer(Optional.empty())) {
      assertThat(refused(wallet.connect(gone, Optional.empty(), new Silent())))
          .isEqualTo(TransportReason.UNREACHABLE);
    }
  }

  @Test
  @Requirement("E25")
  void dropsARevokedReader() throws IOException {
    TransportIdentity identity = Parties.reader(authority, "auditor");
    try (ClientListener listener = listen(PATIENT, ROOMY);
        ClientDialer reader = dialer(Optional.of(identity))) {
      Silent readers = new Silent();
      accepted(reader.connect(Parties.at(listener.port()), Optional.empty(), readers));
      var list =
          authority.revoke(Optional.empty(), Set.of(identity.fields().serial()), Parties.CLOCK);
      accepted(trust.replaceRevocations(list));

      awaitEnd(listener, TransportReason.CERTIFICATE_REVOKED);
      await("the reader hears it", () -> readers.goodbyes.size() == 1);
    }
  }

  @Test
  void refusesAnOversizedFrameBeforeItComes() throws IOException {
    try (ClientListener listener = listen(PATIENT, ROOMY);
        Stranger stranger = Stranger.connect(listener.port())) {
      TlsSession session = stranger.enter(anonymous);
      session.out().write(ByteString.hex("00010001").toByteArray());
      awaitEnd(listener, TransportReason.FRAME_TOO_LARGE);
      stranger.awaitClosed();
    }
  }

  @Test
  void endsGarbageBeneathTls() throws IOException {
    try (ClientListener listener = listen(PATIENT, ROOMY);
        Stranger stranger = Stranger.connect(listener.port())) {
      stranger.enter(anonymous);
      stranger.sendPlain(ByteString.copyOf(new byte[1000]));
      awaitEnd(listener, TransportReason.BROKEN);
    }
  }

  @Test
  void waitsForNoHandshakeForLong() throws IOException {
    LinkLimits quick = new LinkLimits(64 << 10, 64, 1 << 20, 4096, SHORT, 10_000, LONG, LONG, LONG);
    try (ClientListener listener = listen(quick, ROOMY);
        Stranger silent = Stranger.connect(listener.port());
        Stranger slow = Stranger.connect(listener.port())) {
      slow.sendPlain(ByteString.hex("1603010200"));
      await(
          "a byte now and then changes nothing",
          () -> {
            try {
              slow.sendPlain(ByteString.hex("01"));
            } catch (IOException e) {
              return true;
            }
            return listener.counters().ended(TransportReason.HANDSHAKE_TIMEOUT) == 2;
          });
      await(
          "both are counted",
          () -> listener.counters().ended(TransportReason.HANDSHAKE_TIMEOUT) == 2);
      silent.awaitClosed();
      await("one thread accepts", () -> listener.counters().threads() == 1);
    }
  }

  @Test
  void waitsForNoHalfFrameForLong() throws IOException {
    LinkLimits quick = new LinkLimits(64 << 10, 64, 1 << 20, 4096, LONG, 10_000, LONG, SHORT, LONG);
    for (String half : List.of("00", "0000000aff", "00008000ff")) {
      try (ClientListener listener = listen(quick, ROOMY);
          Stranger stranger = Stranger.connect(listener.port())) {
        stranger.enter(anonymous).out().write(ByteString.hex(half).toByteArray());
        awaitEnd(listener, TransportReason.FRAME_INCOMPLETE);
      }
    }
  }

  @Test
  void noticesWhoHasFallenSilent() throws IOException {
    LinkLimits quick =
        new LinkLimits(64 << 10, 64, 1 << 20, 4096, LONG, SHORT / 4, SHORT, LONG, LONG);
    try (ClientListener listener = listen(quick, ROOMY);
        Stranger stranger = Stranger.connect(listener.port())) {
      stranger.enter(anonymous);
      awaitEnd(listener, TransportReason.IDLE);
    }
  }

  @Test
  void keepsAliveWhoHasNothingToSay() throws IOException {
    AtomicLong now = new AtomicLong();
    TransportPorts ports = new TransportPorts(Parties.CLOCK, now::get, Parties.entropy(4));
    var config =
        new ClientListenerConfig(Parties.freePort(), true, PATIENT, ROOMY, Optional.empty());
    try (ClientListener listener = listen(config, ports);
        ClientDialer wallet = new ClientDialer(PATIENT, Optional.empty(), trust, ports)) {
      Silent wallets = new Silent();
      accepted(wallet.connect(Parties.at(listener.port()), Optional.empty(), wallets));
      await("it is let in", () -> listener.counters().live() == 1);
      for (int passed = 0; passed <= 2 * LONG; passed += KEEP_ALIVE + 1) {
        TransportCounters there = listener.counters();
        TransportCounters here = wallet.counters();
        now.addAndGet(TimeUnit.MILLISECONDS.toNanos(KEEP_ALIVE + 1));
        await(
            "a keep-alive was sent and came on both sides",
            () ->
                listener.counters().bytesIn() > there.bytesIn()
                    && listener.counters().bytesOut() > there.bytesOut()
                    && wallet.counters().bytesIn() > here.bytesIn()
                    && wallet.counters().bytesOut() > here.bytesOut());
      }
      assertThat(listener.counters().live()).isEqualTo(1);
      assertThat(wallets.goodbyes).isEmpty();
      assertThat(listener.counters().framesIn()).isZero();
    }
  }

  @Test
  void neverWaitsForAReaderThatDoesNotRead() throws IOException {
    LinkLimits quick = new LinkLimits(64 << 10, 64, 1 << 20, 4096, LONG, 10_000, LONG, LONG, SHORT);
    try (ClientListener listener = listen(quick, ROOMY);
        Stranger stranger = Stranger.connect(listener.port())) {
      stranger.enter(anonymous);
      await("the link is up", () -> hearing.links.size() == 1);
      Link link = hearing.links.getFirst();
      ByteString frame = ByteString.copyOf(new byte[64 << 10]);
      await("the queue is full", () -> !link.offer(frame));
      assertThat(listener.counters().framesDropped()).isPositive();
      // What was queued may still fit the two sockets; then nobody waits yet, and more is said.
      await(
          "it is let go",
          () -> {
            var _ = link.offer(frame);
            return !link.isLive();
          });
      awaitEnd(listener, TransportReason.SLOW_READER);
      assertThat(link.offer(ByteString.utf8("x"))).isFalse();
    }
  }

  @Test
  void endsWhoeverTakesTheMemoryAndDoesNotRead() throws IOException {
    LinkLimits large =
        new LinkLimits(64 << 10, 64, 1 << 22, 4096, LONG, KEEP_ALIVE, LONG, LONG, LONG);
    ListenerLimits tight =
        new ListenerLimits(100, 100, 100, 100, 100, new LinkMemory(1 << 20, 1 << 20));
    try (ClientListener listener = listen(large, tight);
        ClientDialer wallet = dialer(Optional.empty());
        Stranger stranger = Stranger.connect(listener.port())) {
      stranger.enter(anonymous);
      await("the link is up", () -> hearing.links.size() == 1);
      Link greedy = hearing.links.getFirst();
      Silent honest = new Silent();
      accepted(wallet.connect(Parties.at(listener.port()), Optional.empty(), honest));
      await("both are up", () -> hearing.links.size() == 2);
      Link reads = hearing.links.getLast();

      ByteString frame = ByteString.copyOf(new byte[64 << 10]);
      await("the memory is used up", () -> !greedy.offer(frame));

      assertThat(greedy.isLive()).isFalse();
      assertThat(listener.counters().ended(TransportReason.SLOW_READER)).isEqualTo(1);
      assertThat(reads.offer(frame)).isTrue();
      await("who reads is answered", () -> honest.frames.size() == 1);
    }
  }

  @Test
  void sharesTheMemoryForHalfFrames() throws IOException {
    ListenerLimits tight =
        new ListenerLimits(100, 100, 100, 100, 100, new LinkMemory(40 << 10, 1 << 22));
    try (ClientListener listener = listen(PATIENT, tight);
        Stranger one = Stranger.connect(listener.port());
        Stranger two = Stranger.connect(listener.port())) {
      byte[] half =
          ByteString.concat(ByteString.hex("00010000"), ByteString.copyOf(new byte[20 << 10]))
              .toByteArray();
      one.enter(anonymous).out().write(half);
      await("the first holds memory", () -> listener.counters().inboundBytes() == 32 << 10);
      // One TLS record, so that it is on its way before the other side can refuse it.
      two.enter(anonymous).out().write(half, 0, 12 << 10);
      await(
          "the second is refused",
          () -> listener.counters().ended(TransportReason.INBOUND_MEMORY) == 1);
      one.hangUp();
      await("all is given back", () -> listener.counters().inboundBytes() == 0);
    }
  }

  @Test
  void sendsNoFrameThatTheOtherSideWouldRefuse() throws IOException {
    try (ClientListener listener = listen(PATIENT, ROOMY);
        ClientDialer wallet = dialer(Optional.empty())) {
      Link link =
          accepted(wallet.connect(Parties.at(listener.port()), Optional.empty(), new Silent()));
      assertThat(link.offer(ByteString.EMPTY)).isFalse();
      assertThat(link.offer(ByteString.copyOf(new byte[(64 << 10) + 1]))).isFalse();
      assertThat(link.offer(ByteString.copyOf(new byte[64 << 10]))).isTrue();
      await("it came", () -> hearing.frames.size() == 1);
    }
  }

  @Test
  void limitsConnectionsOfAllOfOneAddressAndOfHandshakes() throws IOException {
    record Limit(ListenerLimits limits, TransportReason reason) {}
    for (Limit limit :
        List.of(
            new Limit(
                new ListenerLimits(3, 100, 100, 100, 100, new LinkMemory(1 << 20, 1 << 22)),
                TransportReason.TOO_MANY_CONNECTIONS),
            new Limit(
                new ListenerLimits(100, 3, 100, 100, 100, new LinkMemory(1 << 20, 1 << 22)),
                TransportReason.TOO_MANY_FROM_ADDRESS),
            new Limit(
                new ListenerLimits(100, 100, 100, 3, 100, new LinkMemory(1 << 20, 1 << 22)),
                TransportReason.TOO_MANY_HANDSHAKES))) {
      List<Stranger> strangers = new ArrayList<>();
      try (ClientListener listener = listen(PATIENT, limit.limits())) {
        for (int i = 0; i < 10; i++) {
          strangers.add(Stranger.connect(listener.port()));
        }
        await("seven are refused", () -> listener.counters().ended(limit.reason()) == 7);
        for (Stranger stranger : strangers) {
          stranger.close();
        }
        await("three hung up", () -> listener.counters().ended(TransportReason.BROKEN) == 3);
        await("one thread accepts", () -> listener.counters().threads() == 1);
        try (ClientDialer wallet = dialer(Optional.empty())) {
          accepted(wallet.connect(Parties.at(listener.port()), Optional.empty(), new Silent()));
        }
      }
    }
  }

  @Test
  void limitsConnectionsOfOneCertificate() throws IOException {
    ListenerLimits two =
        new ListenerLimits(100, 100, 2, 100, 100, new LinkMemory(1 << 20, 1 << 22));
    try (ClientListener listener = listen(PATIENT, two);
        ClientDialer one = dialer(Optional.of(Parties.reader(authority, "one")));
        ClientDialer other = dialer(Optional.of(Parties.reader(authority, "other")))) {
      Endpoint endpoint = Parties.at(listener.port());
      Silent ones = new Silent();
      for (int i = 0; i < 3; i++) {
        one.connect(endpoint, Optional.empty(), ones);
      }
      accepted(other.connect(endpoint, Optional.empty(), new Silent()));

      await(
          "the third is refused",
          () -> listener.counters().ended(TransportReason.TOO_MANY_FOR_CERTIFICATE) == 1);
      await("the third hears it", () -> ones.goodbyes.size() == 1);
      await("three are live", () -> listener.counters().live() == 3);
    }
  }

  @Test
  void readsAClientOverItsRateLater() throws IOException {
    AtomicLong now = new AtomicLong();
    RateLimit rate = new RateLimit(1, 5, 1_000_000, 1_000_000);
    var config =
        new ClientListenerConfig(Parties.freePort(), true, PATIENT, ROOMY, Optional.of(rate));
    TransportPorts ports = new TransportPorts(Parties.CLOCK, now::get, Parties.entropy(4));
    try (ClientListener listener = listen(config, ports);
        ClientDialer wallet = dialer(Optional.empty())) {
      Silent answers = new Silent();
      Link link = accepted(wallet.connect(Parties.at(listener.port()), Optional.empty(), answers));
      for (int i = 0; i < 8; i++) {
        assertThat(link.offer(ByteString.utf8("request " + i))).isTrue();
      }
      await("the sixth has to wait", () -> listener.counters().throttled() == 1);
      await("five are answered", () -> answers.frames.size() == 5);
      assertThat(hearing.frames).hasSize(5);
      now.addAndGet(1_000_000_000L);
      await("the seventh has to wait", () -> listener.counters().throttled() == 2);
      await("six are answered", () -> answers.frames.size() == 6);
      now.addAndGet(2_000_000_000L);
      await("all are answered", () -> answers.frames.size() == 8);
    }
  }

  @Test
  void closesWhateverIsGoingOn() throws IOException {
    List<Stranger> strangers = new ArrayList<>();
    ClientListener listener = listen(PATIENT, ROOMY);
    int port = listener.port();
    for (int i = 0; i < 4; i++) {
      strangers.add(Stranger.connect(port));
      Stranger inside = Stranger.connect(port);
      inside.enter(anonymous);
      strangers.add(inside);
    }
    await("they are inside", () -> hearing.links.size() == 4);
    listener.close();
    listener.close();

    assertThat(listener.counters().threads()).isZero();
    assertThat(listener.counters().live()).isZero();
    assertThat(hearing.goodbyes).hasSize(4).containsOnly(TransportReason.CLOSED_HERE);
    for (Stranger stranger : strangers) {
      stranger.awaitClosed();
      stranger.close();
    }
    assertThatThrownBy(() -> Stranger.connect(port)).isInstanceOf(ConnectException.class);
  }
}
