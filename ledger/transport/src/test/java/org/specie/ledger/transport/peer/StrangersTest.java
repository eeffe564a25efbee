package org.specie.ledger.transport.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.specie.kernel.core.ByteString;
import org.specie.ledger.transport.Outcome;
import org.specie.ledger.transport.Parties;
import org.specie.ledger.transport.Route;
import org.specie.ledger.transport.Stranger;
import org.specie.ledger.transport.TransportReason;
import org.specie.ledger.transport.identity.Forgery;
import org.specie.ledger.transport.identity.PeerName;
import org.specie.ledger.transport.identity.Role;
import org.specie.ledger.transport.identity.TransportIdentity;
import org.specie.ledger.transport.identity.Trust;
import org.specie.ledger.transport.identity.Validity;
import org.specie.ledger.transport.link.Link;
import org.specie.ledger.transport.link.LinkKind;
import org.specie.ledger.transport.link.LinkMemory;
import org.specie.ledger.transport.link.LinkThreads;
import org.specie.ledger.transport.link.Station;
import org.specie.ledger.transport.peer.Operators.Operator;
import org.specie.ledger.transport.tls.TlsEndpoint;
import org.specie.quality.requirements.Requirement;

/** Everybody who is not an operator in the directory, at an operator's port. */
@Timeout(120)
class StrangersTest {
  private Operators operators = new Operators();
  private Trust trust = Parties.trust(operators.authority);

  /** Who is dialled before it knows the directory refuses the first attempt: that counts too. */
  private ToLongFunction<TransportReason> before = _ -> 0;

  @BeforeEach
  void start() throws IOException {
    operators = Operators.start(2);
    trust = Parties.trust(operators.authority);
    operators.awaitMesh();
    before = target().network().counters()::ended;
  }

  @AfterEach
  void stop() {
    operators.close();
  }

  private Operator target() {
    return operators.get(1);
  }

  private void awaitRefusal(TransportReason reason) {
    Parties.await(
        reason + " is counted once more",
        () -> target().network().counters().ended(reason) == before.applyAsLong(reason) + 1);
    assertThat(target().network().live()).containsExactly(operators.get(0).name());
    assertThat(target().network().counters().accepted()).isEqualTo(1);
  }

  /** What the dialer is told, who shows {@code identity}. */
  private TransportReason knock(Optional<TransportIdentity> identity) {
    return knock(new TlsEndpoint(trust, identity, Set.of()));
  }

  private TransportReason knock(TlsEndpoint tls) {
    Station station =
        new Station(
            "stranger",
            LinkThreads.VIRTUAL,
            Operators.QUICK,
            new LinkMemory(1 << 20, 1 << 22),
            trust,
            Parties.ports().monotonic());
    try (station) {
      Link link = station.link(new Socket());
      return link.dial(
              Route.direct(),
              Parties.at(target().network().port()),
              tls,
              LinkKind.OPERATORS,
              shown -> Optional.empty())
          .orElseThrow();
    }
  }

  private TransportIdentity operator(Validity validity) {
    return operators.authority.enrol(Role.OPERATOR, operators.get(0).name(), validity);
  }

  @Test
  @Requirement({"D6", "E12"})
  void anotherAuthority() {
    TransportReason told = knock(Optional.of(Parties.operator(Parties.authority(), "operator-0")));

    assertThat(told).isEqualTo(TransportReason.HANDSHAKE_FAILED);
    awaitRefusal(TransportReason.CERTIFICATE_UNTRUSTED);
  }

  @Test
  void anotherAuthorityOfTheSameName() {
    knock(Optional.of(Forgery.ofAnotherAuthority(operators.authority)));
    awaitRefusal(TransportReason.CERTIFICATE_UNTRUSTED);
  }

  @Test
  void selfSigned() {
    knock(Optional.of(Forgery.selfSigned(operators.authority)));
    awaitRefusal(TransportReason.CERTIFICATE_UNTRUSTED);
  }

  @Test
  void anotherLedger() {
    knock(Optional.of(Forgery.ofAnotherScope(operators.authority)));
    awaitRefusal(TransportReason.CERTIFICATE_SCOPE);
  }

  @Test
  void expired() {
    knock(Optional.of(operator(new Validity(Parties.NOW - 20, Parties.NOW - 10))));
    awaitRefusal(TransportReason.CERTIFICATE_EXPIRED);
  }

  @Test
  void notYetValid() {
    knock(Optional.of(operator(new Validity(Parties.NOW + 10, Parties.NOW + 20))));
    awaitRefusal(TransportReason.CERTIFICATE_EXPIRED);
  }

  @Test
  @Requirement("E25")
  void revoked() {
    TransportIdentity old = operator(Validity.days(Parties.CLOCK, 1));
    var list =
        operators.authority.revoke(Optional.empty(), Set.of(old.fields().serial()), Parties.CLOCK);
    Parties.accepted(target().trust().replaceRevocations(list));
    knock(Optional.of(old));
    awaitRefusal(TransportReason.CERTIFICATE_REVOKED);
  }

  @Test
  @Requirement("E25")
  void revokedWhileItsSessionIsRemembered() {
    TransportIdentity stranger = Parties.operator(operators.authority, "operator-00");
    TlsEndpoint tls = new TlsEndpoint(trust, Optional.of(stranger), Set.of());
    assertThat(knock(tls)).isEqualTo(TransportReason.NOT_IN_DIRECTORY);
    var list =
        operators.authority.revoke(
            Optional.empty(), Set.of(stranger.fields().serial()), Parties.CLOCK);
    Parties.accepted(target().trust().replaceRevocations(list));
    knock(tls);
    awaitRefusal(TransportReason.CERTIFICATE_REVOKED);
  }

  @Test
  @Requirement("D6")
  void withoutCertificate() {
    assertThat(knock(Optional.empty())).isEqualTo(TransportReason.CERTIFICATE_MISSING);
    awaitRefusal(TransportReason.CERTIFICATE_MISSING);
  }

  @Test
  void aReader() {
    knock(Optional.of(Parties.reader(operators.authority, "operator-0")));
    awaitRefusal(TransportReason.CERTIFICATE_ROLE);
  }

  @Test
  @Requirement("E12")
  void anOperatorThatTheDirectoryDoesNotName() {
    assertThat(knock(Optional.of(Parties.operator(operators.authority, "operator-00"))))
        .isEqualTo(TransportReason.NOT_IN_DIRECTORY);
    awaitRefusal(TransportReason.NOT_IN_DIRECTORY);
  }

  @Test
  void anOperatorWithAKeyTheDirectoryDoesNotPin() throws IOException {
    Operator zero = operators.get(0);
    PeerEntry pinned =
        new PeerEntry(zero.name(), zero.entry().endpoint(), Set.of(zero.identity().fields().key()));
    target().network().replaceDirectory(PeerDirectory.of(List.of(pinned)));

    assertThat(knock(Optional.of(operator(Validity.days(Parties.CLOCK, 1)))))
        .isEqualTo(TransportReason.NOT_IN_DIRECTORY);
    awaitRefusal(TransportReason.NOT_IN_DIRECTORY);
  }

  @Test
  void oneWhoShouldWaitToBeDialled() throws IOException {
    Operator last = operators.add("operator-9", Operators.QUICK);
    operators.agree();
    operators.awaitMesh();
    TransportIdentity nine = last.identity();

    assertThat(knock(Optional.of(nine))).isEqualTo(TransportReason.NOT_THE_DIALER);
    Parties.await(
        "the second link is counted",
        () -> target().network().counters().ended(TransportReason.NOT_THE_DIALER) == 1);
    assertThat(target().network().live()).hasSize(2);
    assertThat(target().hearing().goodbyes).isEmpty();
  }

  @Test
  void ofTwoLinksOfOnePairTheNewerStays() {
    TlsEndpoint tls = new TlsEndpoint(trust, Optional.of(operators.get(0).identity()), Set.of());
    Station station =
        new Station(
            "twin",
            LinkThreads.VIRTUAL,
            Operators.QUICK,
            new LinkMemory(1 << 20, 1 << 22),
            trust,
            Parties.ports().monotonic());
    try (station) {
      Link link = station.link(new Socket());
      assertThat(
              link.dial(
                  Route.direct(),
                  Parties.at(target().network().port()),
                  tls,
                  LinkKind.OPERATORS,
                  shown -> Optional.empty()))
          .isEmpty();
      Parties.await(
          "the older link is gone",
          () -> target().hearing().goodbyes.contains(TransportReason.REPLACED));
    }
    Parties.await("the operator links again", () -> target().hearing().connects.get() >= 3);
    operators.awaitMesh();
    assertThat(target().network().counters().live()).isEqualTo(1);
  }

  @Test
  void anOperatorThatAnswersAtAnothersAddress() throws IOException {
    Operator zero = operators.get(0);
    PeerEntry wrong =
        new PeerEntry(new PeerName("operator-5"), target().entry().endpoint(), Set.of());
    zero.network().replaceDirectory(PeerDirectory.of(List.of(wrong)));

    Parties.await(
        "the dialer finds another operator",
        () -> zero.network().counters().ended(TransportReason.NOT_THE_EXPECTED_PEER) > 1);
    assertThat(zero.network().live()).isEmpty();
  }

  @Test
  void plaintext() throws IOException {
    try (Stranger stranger = Stranger.connect(target().network().port())) {
      stranger.sendPlain(ByteString.utf8("GET / HTTP/1.1\r\n\r\n"));
      awaitRefusal(TransportReason.NOT_TLS);
      stranger.awaitClosed();
    }
  }

  @Test
  void whatOnlyBeginsLikeTls() throws IOException {
    try (Stranger stranger = Stranger.connect(target().network().port())) {
      stranger.sendPlain(ByteString.hex("160301000401000000"));
      awaitRefusal(TransportReason.HANDSHAKE_FAILED);
      stranger.awaitClosed();
    }
  }

  @Test
  void oneWhoHangsUp() throws IOException {
    Stranger.connect(target().network().port()).close();
    awaitRefusal(TransportReason.BROKEN);
  }

  @Test
  void olderTls() throws IOException, GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new TrustsAnybody()}, new SecureRandom());
    try (SSLSocket socket =
        (SSLSocket)
            context
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), target().network().port())) {
      socket.setEnabledProtocols(new String[] {"TLSv1.2"});
      assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
    }
    awaitRefusal(TransportReason.HANDSHAKE_FAILED);
  }

  @Test
  void aClientsPortIsNotAnOperatorsPort() {
    TlsEndpoint tls = new TlsEndpoint(trust, Optional.of(operators.get(0).identity()), Set.of());
    Station station =
        new Station(
            "confused",
            LinkThreads.VIRTUAL,
            Operators.QUICK,
            new LinkMemory(1 << 20, 1 << 22),
            trust,
            Parties.ports().monotonic());
    try (station) {
      Link link = station.link(new Socket());
      assertThat(
              link.dial(
                  Route.direct(),
                  Parties.at(target().network().port()),
                  tls,
                  LinkKind.CLIENT,
                  shown -> Optional.empty()))
          .contains(TransportReason.GREETING_MALFORMED);
    }
    operators.awaitMesh();
  }

  @Test
  void theServersCertificateIsExaminedToo() throws IOException {
    Trust other = Parties.trust(Parties.authority());
    try (Stranger stranger = Stranger.connect(target().network().port())) {
      Outcome<?> outcome = stranger.handshake(Stranger.anonymous(other));
      assertThat(Parties.refused(outcome)).isEqualTo(TransportReason.CERTIFICATE_UNTRUSTED);
    }
    // The alert may be overtaken by the reset that follows it.
    Parties.await(
        "its ending is counted",
        () ->
            target().network().counters().ended(TransportReason.HANDSHAKE_FAILED)
                    + target().network().counters().ended(TransportReason.BROKEN)
                == 1);
  }

  private static final class TrustsAnybody implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {
      throw new AssertionError("a client checks servers");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {
      assertThat(chain).isNotEmpty();
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
