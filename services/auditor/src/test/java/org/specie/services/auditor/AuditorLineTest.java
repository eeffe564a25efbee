package org.specie.services.auditor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.specie.cash.protocol.proof.StateProver;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.ledger.transport.Endpoint;
import org.specie.ledger.transport.MonotonicClock;
import org.specie.ledger.transport.Outcome;
import org.specie.ledger.transport.Route;
import org.specie.ledger.transport.TransportPorts;
import org.specie.ledger.transport.TransportReason;
import org.specie.ledger.transport.client.ClientDialer;
import org.specie.ledger.transport.client.ClientHandler;
import org.specie.ledger.transport.client.ClientListener;
import org.specie.ledger.transport.identity.CertificateAuthority;
import org.specie.ledger.transport.identity.PeerName;
import org.specie.ledger.transport.identity.Role;
import org.specie.ledger.transport.identity.TransportIdentity;
import org.specie.ledger.transport.identity.Trust;
import org.specie.ledger.transport.identity.Validity;
import org.specie.ledger.transport.link.Link;
import org.specie.ledger.transport.link.LinkLimits;
import org.specie.quality.requirements.Property;
import org.specie.quality.requirements.Requirement;
import org.specie.services.auditor.asking.AuditorLine;
import org.specie.services.auditor.asking.AuditorPlace;
import org.specie.services.auditor.decision.ApprovalRules;
import org.specie.services.auditor.decision.DecisionBook;
import org.specie.services.auditor.message.AuditorCodec;
import org.specie.services.auditor.message.AuditorCodec.Answered;
import org.specie.services.auditor.message.AuditorCodec.Asked;
import org.specie.services.auditor.message.Introduction;
import org.specie.services.auditor.message.Question;
import org.specie.services.auditor.message.Reply;

/** What reaches an auditor over real connections, and what does not. Page 42, sections 1 and 2. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AuditorLineTest {
  private static final Clock CLOCK = () -> System.currentTimeMillis() / 1000;
  private static final long PATIENCE_MS = 60_000;

  private Chamber chamber;
  private CertificateAuthority authority;
  private AuditorPort port;
  private ClientListener listener;

  @BeforeAll
  void build() throws IOException {
    chamber = new Chamber(46);
    authority = CertificateAuthority.found("village", days(), chamber.entropy);
    TransportIdentity identity = identity(Role.AUDITOR, "auditor-1");
    port = port(identity);
    listener = listen(identity, port);
  }

  @AfterAll
  void close() throws IOException {
    listener.close();
    port.close();
    chamber.close();
  }

  private static Validity days() {
    return Validity.days(CLOCK, 2);
  }

  private TransportIdentity identity(Role role, String name) {
    return authority.enrol(role, new PeerName(name), days());
  }

  private AuditorPort port(TransportIdentity identity) throws IOException {
    return new AuditorPort(
        chamber.auditor(
            0,
            DecisionBook.open(new MemoryStorage()),
            new ApprovalRules(Amount.parse("2000.00"), Amount.parse("100000.00"), 8, List.of())),
        identity.fields().key(),
        AuditorLimits.STANDARD,
        chamber.entropy);
  }

  private Trust trust() {
    return new Trust(authority.certificate(), CLOCK);
  }

  private TransportPorts ports() {
    return new TransportPorts(CLOCK, MonotonicClock.SYSTEM, chamber.entropy);
  }

  private ClientListener listen(TransportIdentity identity, ClientHandler handler)
      throws IOException {
    return ClientListener.start(
        AuditorLimits.listener(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
        identity,
        trust(),
        ports(),
        handler);
  }

  private AuditorLine line(int port) {
    return new AuditorLine(
        new AuditorPlace(
            "auditor-1", new Endpoint("127.0.0.1", port), chamber.auditors.getFirst().publicKey()),
        chamber.network.ledger().ledgerId(),
        Route.direct(),
        trust(),
        ports(),
        PATIENCE_MS);
  }

  private Hash32 ledger() {
    return chamber.network.ledger().ledgerId();
  }

  @Test
  @Requirement("D12")
  void approvesOverALineAndAgainOverTheNext() throws IOException {
    StateProver.Made made = chamber.pay("700.00");
    Reply first;
    try (AuditorLine line = line(listener.port())) {
      first = line.approve(Chamber.shown(made));
      assertThat(line.approve(Chamber.shown(made))).isEqualTo(first);
    }
    assertThat(first).isInstanceOf(Reply.Approved.class);
    try (AuditorLine line = line(listener.port())) {
      assertThat(line.approve(Chamber.shown(made))).isEqualTo(first);
    }
  }

  /** What is heard by whoever is no auditor: it must be nothing. */
  private static final class Ear implements ClientHandler {
    private final Optional<Introduction> introduction;
    private final BlockingQueue<ByteString> heard = new ArrayBlockingQueue<>(16);

    Ear(Optional<Introduction> introduction) {
      this.introduction = introduction;
    }

    @Override
    public void connected(Link link) {
      boolean _ =
          link.offer(introduction.map(Introduction::encode).orElse(ByteString.utf8("hello")));
    }

    @Override
    public void received(Link link, ByteString frame) {
      heard.add(frame);
    }

    @Override
    public void disconnected(Link link, TransportReason reason) {}
  }

  private void showsNothingTo(TransportIdentity identity, Ear ear) throws IOException {
    try (ClientListener impostor = listen(identity, ear);
        AuditorLine line = line(impostor.port())) {
      StateProver.Made made = chamber.pay("700.00");
      assertThatThrownBy(() -> line.approve(Chamber.shown(made))).isInstanceOf(IOException.class);
    }
    assertThat(ear.heard).isEmpty();
  }

  /** 1.3: neither a certificate of the same name nor a genuine introduction makes an auditor. */
  @Test
  @Requirement({"D12", "D9"})
  @Property("P10")
  void showsNothingToWhoeverDoesNotHoldTheAuditorsKey() throws IOException {
    TransportIdentity other = identity(Role.AUDITOR, "auditor-1");
    Hash32 certificate = other.fields().key();
    Ed25519SecretKey stranger = Ed25519SecretKey.generate(chamber.entropy);
    Ed25519SecretKey genuine = chamber.auditors.getFirst();
    Hash32 nonce = Hash32.of(chamber.entropy.bytes(Hash32.SIZE));
    showsNothingTo(other, new Ear(Optional.empty()));
    showsNothingTo(
        other, new Ear(Optional.of(Introduction.of(stranger, ledger(), certificate, nonce))));
    showsNothingTo(
        other,
        new Ear(
            Optional.of(
                Introduction.of(
                    genuine, ledger(), identity(Role.AUDITOR, "x").fields().key(), nonce))));
    showsNothingTo(
        other, new Ear(Optional.of(Introduction.of(genuine, Hash32.ZERO, certificate, nonce))));
    showsNothingTo(
        identity(Role.READER, "auditor-1"),
        new Ear(Optional.of(Introduction.of(genuine, ledger(), certificate, nonce))));
    showsNothingTo(
        identity(Role.AUDITOR, "auditor-2"),
        new Ear(Optional.of(Introduction.of(genuine, ledger(), certificate, nonce))));
  }

  /** A connection on which anything can be said. */
  private final class Raw implements ClientHandler, AutoCloseable {
    private final ClientDialer dialer =
        new ClientDialer(Route.direct(), LinkLimits.CLIENTS, Optional.empty(), trust(), ports());
    private final BlockingQueue<Optional<ByteString>> heard = new ArrayBlockingQueue<>(256);
    private final Link link;

    Raw() {
      this(listener.port());
    }

    Raw(int port) {
      Outcome<Link> dialled =
          dialer.connect(new Endpoint("127.0.0.1", port), Role.AUDITOR, Optional.empty(), this);
      assertThat(dialled).isInstanceOf(Outcome.Accepted.class);
      this.link = ((Outcome.Accepted<Link>) dialled).value();
    }

    @Override
    public void connected(Link link) {}

    @Override
    public void received(Link link, ByteString frame) {
      heard.add(Optional.of(frame));
    }

    @Override
    public void disconnected(Link link, TransportReason reason) {
      heard.add(Optional.empty());
    }

    Optional<ByteString> next() throws InterruptedException {
      return Optional.ofNullable(heard.poll(PATIENCE_MS, TimeUnit.MILLISECONDS)).orElseThrow();
    }

    Answered asks(ByteString frame) throws Exception {
      assertThat(link.offer(frame)).isTrue();
      return AuditorCodec.decodeReply(next().orElseThrow());
    }

    @Override
    public void close() {
      dialer.close();
    }
  }

  private long refused(AuditorReason reason) {
    return port.refusals().getOrDefault(reason.code(), 0L);
  }

  @Test
  @Requirement("D12")
  void refusesAndCountsWhatIsNoQuestion() throws Exception {
    long before = refused(AuditorReason.MALFORMED);
    ByteString genuine = AuditorCodec.encode(new Asked(7, Chamber.shown(chamber.pay("700.00"))));
    try (Raw raw = new Raw()) {
      assertThat(raw.next()).as("the introduction").isPresent();
      Reply malformed = new Reply.Refused(AuditorReason.MALFORMED.code());
      for (ByteString bad :
          new ByteString[] {
            ByteString.utf8("?"),
            genuine.slice(0, genuine.size() - 1),
            ByteString.concat(genuine, ByteString.utf8("x"))
          }) {
        assertThat(raw.asks(bad).reply()).isEqualTo(malformed);
      }
      assertThat(raw.asks(genuine).number()).isEqualTo(7);
    }
    assertThat(refused(AuditorReason.MALFORMED)).isEqualTo(before + 3);
  }

  /** Frames beyond the limit end the connection; the auditor goes on with the others. */
  @Test
  @Requirement("D12")
  void endsConnectionsThatSendTooMuchAtOnce() throws Exception {
    try (Raw raw = new Raw()) {
      assertThat(raw.next()).isPresent();
      assertThat(raw.link.offer(ByteString.copyOf(new byte[AuditorCodec.FRAME_BYTES_MAX + 1])))
          .isTrue();
      assertThat(raw.next()).as("the connection ends").isEmpty();
    }
    assertThat(listener.counters().ended(TransportReason.FRAME_TOO_LARGE)).isPositive();
    try (AuditorLine line = line(listener.port())) {
      assertThat(line.approve(Chamber.shown(chamber.pay("10.00"))))
          .isInstanceOf(Reply.Approved.class);
    }
  }

  @Test
  @Requirement({"D12", "U10"})
  void theDeskOpensWithTheAuditorsKeyAlone() throws Exception {
    Ed25519SecretKey genuine = chamber.auditors.getFirst();
    Ed25519SecretKey stranger = chamber.auditors.get(1);
    StateProver.Made made = chamber.pay("4000.00");
    Hash32 core = made.transaction().core();
    Reply notOfTheDesk = new Reply.Refused(AuditorReason.NOT_OF_THE_DESK.code());
    try (AuditorLine line = line(listener.port())) {
      assertThat(line.approve(Chamber.shown(made))).isEqualTo(new Reply.Waiting());
      assertThat(line.look(stranger)).isEqualTo(notOfTheDesk);
      assertThat(line.decide(stranger, core, true, "Noa", "")).isEqualTo(notOfTheDesk);
      assertThat(line.look(genuine))
          .isInstanceOfSatisfying(
              Reply.Desk.class,
              desk -> {
                assertThat(desk.standing().named()).isTrue();
                assertThat(desk.waiting())
                    .singleElement()
                    .satisfies(each -> assertThat(each.payment().core()).isEqualTo(core));
              });
      assertThat(line.decide(genuine, core, true, "Noa", "known to us"))
          .isInstanceOf(Reply.Approved.class);
      assertThat(line.approve(Chamber.shown(made))).isInstanceOf(Reply.Approved.class);
    }
  }

  /** 2.2: what the desk signed on one connection is worth nothing on the next, nor changed. */
  @Test
  @Requirement("D12")
  void whatTheDeskSaidCannotBeSaidAgain() throws Exception {
    Ed25519SecretKey genuine = chamber.auditors.getFirst();
    ByteString no = AuditorCodec.decideContent(Hash32.ZERO, false, "Noa", "");
    ByteString recorded;
    try (Raw raw = new Raw()) {
      Introduction introduction = Introduction.decode(raw.next().orElseThrow());
      ByteString signature = genuine.sign(introduction.deskStatement(ledger(), no));
      recorded =
          AuditorCodec.encode(
              new Asked(1, new Question.Decide(Hash32.ZERO, false, "Noa", "", signature)));
      assertThat(raw.asks(recorded).reply())
          .isEqualTo(new Reply.Refused(AuditorReason.NOT_WAITING.code()));
      ByteString yes =
          AuditorCodec.encode(
              new Asked(2, new Question.Decide(Hash32.ZERO, true, "Noa", "", signature)));
      assertThat(raw.asks(yes).reply())
          .isEqualTo(new Reply.Refused(AuditorReason.NOT_OF_THE_DESK.code()));
    }
    try (Raw raw = new Raw()) {
      assertThat(raw.next()).isPresent();
      assertThat(raw.asks(recorded).reply())
          .isEqualTo(new Reply.Refused(AuditorReason.NOT_OF_THE_DESK.code()));
    }
  }

  /** Section 7: one connection has so many questions open, and whoever asks more is told. */
  @Test
  @Requirement("D12")
  void answersSoManyQuestionsAtOneTime() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    LedgerSight slow =
        () -> {
          asked.countDown();
          try {
            assertThat(goOn.await(PATIENCE_MS, TimeUnit.MILLISECONDS)).isTrue();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          throw new IOException("no replica answers");
        };
    TransportIdentity identity = identity(Role.AUDITOR, "auditor-3");
    try (AuditorPort busy =
            new AuditorPort(
                new Auditor(
                    chamber.network.ledger(),
                    slow,
                    chamber.auditors.getFirst(),
                    Chamber.rules(),
                    DecisionBook.open(new MemoryStorage()),
                    CLOCK,
                    chamber.entropy),
                identity.fields().key(),
                new AuditorLimits(1, 1),
                chamber.entropy);
        ClientListener slowListener = listen(identity, busy);
        Raw raw = new Raw(slowListener.port())) {
      assertThat(raw.next()).isPresent();
      ByteString question = AuditorCodec.encode(new Asked(1, Chamber.shown(chamber.pay("700.00"))));
      assertThat(raw.link.offer(question)).isTrue();
      assertThat(asked.await(PATIENCE_MS, TimeUnit.MILLISECONDS)).isTrue();
      assertThat(raw.asks(AuditorCodec.encode(new Asked(2, Chamber.shown(chamber.pay("701.00"))))))
          .isEqualTo(new Answered(2, new Reply.Refused(AuditorReason.BUSY.code())));
      goOn.countDown();
      assertThat(AuditorCodec.decodeReply(raw.next().orElseThrow()))
          .isEqualTo(new Answered(1, new Reply.Refused(AuditorReason.LEDGER_UNSEEN.code())));
      assertThat(busy.refusals())
          .containsEntry(AuditorReason.BUSY.code(), 1L)
          .containsEntry(AuditorReason.LEDGER_UNSEEN.code(), 1L);
    }
  }
}
