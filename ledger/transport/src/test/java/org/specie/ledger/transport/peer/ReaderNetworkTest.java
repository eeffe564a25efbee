package org.specie.ledger.transport.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.specie.kernel.core.ByteString;
import org.specie.ledger.transport.Parties;
import org.specie.ledger.transport.TransportReason;
import org.specie.ledger.transport.identity.CertificateAuthority;
import org.specie.ledger.transport.identity.PeerName;
import org.specie.ledger.transport.identity.TransportIdentity;
import org.specie.ledger.transport.identity.Trust;
import org.specie.ledger.transport.link.Link;
import org.specie.ledger.transport.link.LinkLimits;
import org.specie.ledger.transport.link.ListenerLimits;
import org.specie.quality.requirements.Requirement;

/** docs/spec/24-transport.md, clause 5.7: an operator that lets readers in, and its readers. */
@Timeout(120)
class ReaderNetworkTest {
  private static final PeerName OPERATOR = new PeerName("operator-0");

  private final CertificateAuthority authority = Parties.authority();
  private final Trust trust = Parties.trust(authority);
  private final Hearing hearing = new Hearing();
  private final List<ByteString> read = new CopyOnWriteArrayList<>();
  private final List<Link> links = new CopyOnWriteArrayList<>();
  private final List<AutoCloseable> opened = new ArrayList<>();
  private PeerNetwork network = start(2);

  ReaderNetworkTest() throws IOException {}

  private PeerNetwork start(int linksMax) throws IOException {
    ReaderAdmission admission =
        new ReaderAdmission(
            linksMax,
            1,
            LinkLimits.READERS,
            (link, frame) -> {
              read.add(frame);
              links.add(link);
              link.offer(ByteString.utf8("answer"));
            });
    return PeerNetwork.start(
        new PeerNetworkConfig(
            Parties.freePort(), Operators.QUICK, ListenerLimits.OPERATORS, Operators.EAGER),
        Parties.operator(authority, OPERATOR.text()),
        trust,
        PeerDirectory.EMPTY,
        Parties.ports(),
        hearing,
        Optional.of(admission));
  }

  @BeforeEach
  void open() {
    opened.add(network);
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : opened.reversed()) {
      each.close();
    }
  }

  private ReaderNetwork reader(TransportIdentity identity, PeerHandler heard) {
    PeerDirectory directory =
        PeerDirectory.of(List.of(new PeerEntry(OPERATOR, Parties.at(network.port()), Set.of())));
    ReaderNetwork reader =
        ReaderNetwork.start(
            Operators.EAGER, identity, Parties.trust(authority), directory, Parties.ports(), heard);
    opened.add(reader);
    return reader;
  }

  private static void ask(ReaderNetwork reader, String what) {
    Parties.await("asked", () -> reader.offer(OPERATOR, ByteString.utf8(what)));
  }

  private void awaitEnding(TransportReason reason) {
    Parties.await(reason + " is counted", () -> network.counters().ended(reason) > 0);
  }

  @Test
  @Requirement("E12")
  void aReaderAsksAndIsAnsweredAndIsNoPeer() {
    Hearing heard = new Hearing();
    ask(reader(Parties.reader(authority, "audit"), heard), "question");
    Parties.await("an answer", () -> !heard.frames.isEmpty());

    assertThat(read).containsExactly(ByteString.utf8("question"));
    assertThat(links.getFirst().certificate().orElseThrow().name().text()).isEqualTo("audit");
    assertThat(heard.frames)
        .containsExactly(new Hearing.Received(OPERATOR, ByteString.utf8("answer")));
    assertThat(network.live()).isEmpty();
    assertThat(network.readers()).isEqualTo(1);
    assertThat(hearing.frames).isEmpty();
  }

  @Test
  @Requirement("E12")
  void aReaderOfAnOperatorsNameIsNotThatOperator() {
    PeerName name = new PeerName("operator-1");
    network.replaceDirectory(
        PeerDirectory.of(List.of(new PeerEntry(name, Parties.at(1), Set.of()))));

    ask(reader(Parties.reader(authority, name.text()), new Hearing()), "question");
    Parties.await("the question", () -> !read.isEmpty());

    assertThat(network.live()).isEmpty();
    assertThat(hearing.connects).hasValue(0);
    assertThat(hearing.frames).isEmpty();
  }

  @Test
  @Requirement({"E12", "E25"})
  void aRevokedReaderLosesItsLinkAndComesNotBack() {
    TransportIdentity identity = Parties.reader(authority, "audit");
    ask(reader(identity, new Hearing()), "question");
    Parties.await("the question", () -> !read.isEmpty());

    Parties.accepted(
        trust.replaceRevocations(
            authority.revoke(
                Optional.empty(), List.of(identity.fields().serial()), Parties.CLOCK)));

    Parties.await(
        "it knocks again", () -> network.counters().ended(TransportReason.CERTIFICATE_REVOKED) > 1);
    assertThat(network.readers()).isZero();
  }

  @Test
  void moreReadersThanAreAdmittedAreRefused() {
    ask(reader(Parties.reader(authority, "one"), new Hearing()), "question");
    ask(reader(Parties.reader(authority, "two"), new Hearing()), "question");
    Parties.await("both", () -> read.size() == 2);

    reader(Parties.reader(authority, "three"), new Hearing());

    awaitEnding(TransportReason.TOO_MANY_CONNECTIONS);
    assertThat(network.readers()).isEqualTo(2);
  }

  @Test
  void aReaderHasAsManyLinksAsItIsAllowed() {
    ask(reader(Parties.reader(authority, "one"), new Hearing()), "question");
    Parties.await("it", () -> read.size() == 1);

    reader(Parties.reader(authority, "one"), new Hearing());

    awaitEnding(TransportReason.TOO_MANY_FOR_CERTIFICATE);
    assertThat(network.readers()).isEqualTo(1);
  }

  @Test
  void whatAReaderDoesNotTakeIsDroppedAndNothingWaits() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    PeerHandler deaf =
        new PeerHandler() {
          @Override
          public void connected(PeerName peer) {}

          @Override
          public void received(PeerName peer, ByteString frame) {
            awaitLatch(over);
          }

          @Override
          public void disconnected(PeerName peer, TransportReason reason) {}
        };
    try {
      ask(reader(Parties.reader(authority, "audit"), deaf), "question");
      Parties.await("the question", () -> !links.isEmpty());
      int most = LinkLimits.READERS.frameBytesMax();
      ByteString large = ByteString.copyOf(new byte[most]);
      Link link = links.getFirst();
      int taken = 0;
      while (link.offer(large)) {
        taken++;
      }

      assertThat(taken).isLessThan(64);
      assertThat(network.counters().framesDropped()).isPositive();
      assertThat(link.offer(ByteString.copyOf(new byte[most + 1]))).isFalse();
    } finally {
      over.countDown();
    }
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
