package org.specie.services.registrar.asking;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.specie.cash.application.policy.KeyQuorum;
import org.specie.cash.protocol.registration.RegistrarReason;
import org.specie.cash.protocol.transaction.Enrolment;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.quality.requirements.Property;
import org.specie.quality.requirements.Requirement;
import org.specie.services.api.Access;
import org.specie.services.api.Answer;
import org.specie.services.api.ApiClient;
import org.specie.services.api.ApiServer;
import org.specie.services.api.Caller;
import org.specie.services.api.Listener;
import org.specie.services.api.Method;
import org.specie.services.api.Operation;
import org.specie.services.api.Operations;
import org.specie.services.api.OwnCertificate;
import org.specie.services.api.Refusal;
import org.specie.services.api.Relay;
import org.specie.services.api.ServerCertificate;
import org.specie.services.api.ServerTrust;
import org.specie.services.api.ServiceAddress;
import org.specie.services.registrar.Offices;
import org.specie.services.registrar.Registrar;
import org.specie.services.registrar.RegistrarRefusal;
import org.specie.services.registrar.RegistrarService;
import org.specie.services.registrar.asking.RegistrarPanel.Approved;
import org.specie.services.registrar.evidence.Registration;

/** Three of four registrars, each behind TLS with a certificate of its own. */
final class RegistrarPanelTest {
  private static final Clock CLOCK = () -> Instant.now().getEpochSecond();
  private static final String HOST = "127.0.0.1";
  private static final int COUNT = 4;
  private static final int REQUIRED = 3;
  private static final long UNTIL = 192;

  /** Longer than any machine needs: nothing waits for it but what is never answered. */
  private static final long PATIENT_MS = 60_000;

  private static final long IMPATIENT_MS = 2_000;

  @TempDir private Path folder;

  private final Offices offices = new Offices(COUNT, REQUIRED);
  private final List<RegistrarService> services = new ArrayList<>();
  private final List<RegistrarPlace> places = new ArrayList<>();
  private final RegistrarPanel panel = new RegistrarPanel(PATIENT_MS);

  @BeforeEach
  void open() throws IOException {
    for (int i = 0; i < COUNT; i++) {
      OwnCertificate.make(HOST, 2, CLOCK, Offices.ENTROPY, certificate(i), key(i));
      places.add(serve(i, offices.registrar(i)));
    }
  }

  @AfterEach
  void close() throws IOException {
    panel.close();
    for (RegistrarService each : services) {
      each.close();
    }
  }

  private Path certificate(int index) {
    return folder.resolve(index + ".crt");
  }

  private Path key(int index) {
    return folder.resolve(index + ".key");
  }

  /** Has {@code registrar} answer where providers believe the one at {@code index} to be. */
  private RegistrarPlace serve(int index, Registrar registrar) throws IOException {
    RegistrarService service =
        RegistrarService.start(
            "registrar-" + (index + 1), registrar, listener(index), RegistrarService.LIMITS);
    services.add(service);
    return place(index, service.port(), index);
  }

  private Listener listener(int index) throws IOException {
    return new Listener(
        HOST,
        0,
        Optional.of(
            ServerCertificate.read(certificate(index), key(index)).requireFor(HOST, CLOCK)));
  }

  /** Answers everybody in the place of the registrar at {@code index}, with words of its own. */
  private ApiServer refusing(int index, int code) throws IOException {
    Refusal refusal = new Refusal.Explanation(code, 409, "You have won.", "Call somebody.");
    ApiServer server =
        ApiServer.start(
            new Operations(
                "liar",
                "1",
                List.of(
                    new Operation<>(
                        Method.POST,
                        "/v1/tag-shares",
                        "share",
                        "Asks another, and answers well.",
                        Access.ANYBODY,
                        RegistrarService.Application.class,
                        RegistrarService.Share.class,
                        List.of(),
                        RegistrarService.CONTENT_MAX,
                        call -> shareOf(index, call.input())),
                    new Operation<>(
                        Method.POST,
                        "/v1/registrations",
                        "register",
                        "Refuses.",
                        Access.ANYBODY,
                        RegistrarService.Proven.class,
                        RegistrarService.Approved.class,
                        List.of(refusal),
                        RegistrarService.CONTENT_MAX,
                        _ -> Answer.refused(refusal)))),
            (_, _) -> Answer.done(new Caller.Anybody()),
            Relay.none(),
            RegistrarService.LIMITS,
            listener(index));
    places.set(index, place(index, server.port(), index));
    return server;
  }

  /** What the registrar at {@code index} itself gives. */
  private Answer<RegistrarService.Share> shareOf(int index, RegistrarService.Application asked)
      throws IOException {
    try (ApiClient honest =
        new ApiClient(place(index, services.get(index).port(), index).address())) {
      return honest.ask(
          Method.POST, "/v1/tag-shares", Optional.empty(), asked, RegistrarService.Share.class);
    }
  }

  private RegistrarPlace place(int index, int port, int certificate) throws IOException {
    return new RegistrarPlace(
        new ServiceAddress(
            URI.create("https://" + HOST + ":" + port), ServerTrust.read(certificate(certificate))),
        offices.quorum().keys().get(index));
  }

  private Registration ana(G1 wallet) {
    return offices.asks("ana", wallet, UNTIL);
  }

  private Answer<Approved> ask(RegistrarPanel asking, Registration asked) throws IOException {
    return asking.ask(places, offices.tags(), offices.quorum(), Offices.DOMAIN, asked);
  }

  private static int code(Answer<Approved> answer) {
    return answer instanceof Answer.Refused<Approved>(var refusal) ? refusal.code() : 0;
  }

  private boolean wouldBeEnrolled(Answer<Approved> answer, G1 wallet, long validUntil) {
    if (!(answer instanceof Answer.Done<Approved>(Approved approved))) {
      return false;
    }
    Enrolment.Statement statement =
        new Enrolment.Statement(Offices.DOMAIN, approved.tag(), wallet, 0, validUntil);
    return offices
        .quorum()
        .isMetBy(
            statement.bytes(),
            approved.approvals().stream()
                .map(each -> new KeyQuorum.Signature(each.index(), each.signature()))
                .toList());
  }

  @Test
  void threeOfFourSuffice() throws IOException {
    G1 wallet = Offices.wallet();
    Answer<Approved> answer = ask(panel, ana(wallet));
    assertThat(wouldBeEnrolled(answer, wallet, UNTIL)).isTrue();
    assertThat(wouldBeEnrolled(answer, Offices.wallet(), UNTIL)).isFalse();
    assertThat(wouldBeEnrolled(answer, wallet, UNTIL + 64)).isFalse();

    // One is stopped for good; and one is where somebody else is, who shows another certificate.
    services.get(2).close();
    G1 bens = Offices.wallet();
    assertThat(wouldBeEnrolled(ask(panel, offices.asks("ben", bens, UNTIL)), bens, UNTIL)).isTrue();
    places.set(1, place(1, services.get(1).port(), 3));
    assertThat(code(ask(panel, offices.asks("cleo", Offices.wallet(), UNTIL)))).isEqualTo(6306);
  }

  @Test
  @Property("P6")
  void oneThatLiesChangesNothingAndTwoGetNobodyIn() throws IOException {
    G1 wallet = Offices.wallet();
    try (ServerSocket silent = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
        RegistrarPanel impatient = new RegistrarPanel(IMPATIENT_MS)) {
      List<RegistrarPlace> liars =
          List.of(
              serve(3, offices.forger()),
              serve(3, offices.estranged(3)),
              place(3, silent.getLocalPort(), 3),
              // Answers with a good signature, which is another registrar's.
              place(3, services.get(0).port(), 0));
      for (RegistrarPlace each : liars) {
        places.set(3, each);
        assertThat(wouldBeEnrolled(ask(panel, ana(wallet)), wallet, UNTIL)).isTrue();
      }
      RegistrarPlace honest = places.get(2);
      places.set(2, serve(2, offices.estranged(2)));
      for (RegistrarPlace each : liars) {
        places.set(3, each);
        assertThat(code(ask(impatient, ana(wallet)))).isEqualTo(6306);
      }
      places.set(2, honest);
      assertThat(wouldBeEnrolled(ask(panel, ana(wallet)), wallet, UNTIL)).isTrue();
    }
  }

  @Test
  void aReasonIsToldWhenSoManyGiveItThatTheOthersAreTooFew() throws IOException {
    G1 wallet = Offices.wallet();
    // Somebody had three of them sign for a wallet; the fourth knows nothing of it.
    RegistrarPlace fourth = places.removeLast();
    assertThat(code(ask(panel, ana(wallet)))).isZero();
    places.add(fourth);
    assertThat(code(ask(panel, ana(Offices.wallet())))).isEqualTo(3551);
    assertThat(code(ask(panel, ana(wallet)))).isZero();
  }

  /** A liar chooses the number of a refusal, and never what a customer reads. */
  @Test
  void aRefusalIsToldInTheProvidersOwnWordsAndOneAloneIsNot() throws IOException {
    G1 wallet = Offices.wallet();
    int before = RegistrarReason.REGISTERED_BEFORE.code();
    try (ApiServer _ = refusing(3, before)) {
      assertThat(wouldBeEnrolled(ask(panel, ana(wallet)), wallet, UNTIL)).isTrue();
      try (ApiServer _ = refusing(2, before)) {
        assertThat(ask(panel, ana(wallet)))
            .isEqualTo(
                Answer.refused(Refusal.Explanation.of(RegistrarReason.REGISTERED_BEFORE, 409)));
      }
    }
    try (ApiServer _ = refusing(2, 9999);
        ApiServer _ = refusing(3, 9999)) {
      assertThat(ask(panel, ana(wallet))).isEqualTo(Answer.refused(RegistrarRefusal.TOO_FEW));
    }
  }

  /** One person, two providers, two wallets, the same moment. */
  @Test
  @Requirement("D36")
  void twoWalletsOfOnePersonAreNeverBothApproved() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        RegistrarPanel other = new RegistrarPanel(PATIENT_MS)) {
      for (int round = 0; round < 4; round++) {
        String person = "person " + round;
        G1 one = Offices.wallet();
        G1 two = Offices.wallet();
        Future<Answer<Approved>> here =
            threads.submit(() -> ask(panel, offices.asks(person, one, UNTIL)));
        Future<Answer<Approved>> there =
            threads.submit(() -> ask(other, offices.asks(person, two, UNTIL)));
        List<Integer> codes = List.of(code(here.get()), code(there.get()));
        assertThat(codes).containsAnyOf(3551, 6306);
        if (!codes.contains(0)) {
          // Two signed for each. When that has lapsed, whoever asks comes in.
          offices.height.set(UNTIL + 1);
          assertThat(code(ask(panel, offices.asks(person, two, UNTIL + 64)))).isZero();
          offices.height.set(100);
        }
      }
    }
  }

  @Test
  void aReplacedRegistrarCountsNoMoreAndItsSuccessorDoes() throws IOException {
    G1 wallet = Offices.wallet();
    Answer<Approved> before = ask(panel, ana(wallet));
    RegistrarPlace left = places.getFirst();
    services.get(1).close();
    offices.replace(0);
    // The card of the one that left is still there; two are named, and answer.
    assertThat(code(ask(panel, offices.asks("cleo", wallet, UNTIL)))).isEqualTo(6306);
    places.add(serve(0, offices.registrar(0)));
    assertThat(places).contains(left);
    G1 bens = Offices.wallet();
    assertThat(wouldBeEnrolled(ask(panel, offices.asks("ben", bens, UNTIL)), bens, UNTIL)).isTrue();
    if (before instanceof Answer.Done<Approved>(Approved approved)
        && approved.approvals().stream().anyMatch(each -> each.index() == 0)) {
      assertThat(wouldBeEnrolled(before, wallet, UNTIL)).isFalse();
    }
  }

  @Test
  void refusesWhatIsTooLargeOrNoRegistration() throws IOException {
    RegistrarService.Application good = RegistrarService.Application.of(ana(Offices.wallet()));
    try (ApiClient api = new ApiClient(places.getFirst().address())) {
      assertThat(post(api, with(good, "x".repeat(RegistrarService.CONTENT_MAX), good.holder(), 0)))
          .isEqualTo(6002);
      assertThat(post(api, with(good, good.issuer(), "00", 0))).isEqualTo(6301);
      assertThat(post(api, with(good, good.issuer(), "zz".repeat(32), 0))).isEqualTo(6301);
      assertThat(post(api, with(good, good.issuer(), "00".repeat(32), 0))).isEqualTo(6301);
      assertThat(post(api, with(good, good.issuer(), good.holder(), 256))).isEqualTo(6301);
      assertThat(post(api, with(good, good.issuer(), good.holder(), -1))).isEqualTo(6301);
      assertThat(post(api, brought(good, List.of("00")))).isEqualTo(6301);
      String signature = "00".repeat(64);
      assertThat(post(api, brought(good, List.of(signature, signature, signature))))
          .isEqualTo(6001);
      // Where everybody is answered nobody looks at a mark.
      assertThat(post(api, brought(good, List.of(signature)))).isZero();
      assertThat(post(api, good)).isZero();
    }
  }

  private static RegistrarService.Application with(
      RegistrarService.Application of, String issuer, String holder, int kind) {
    return new RegistrarService.Application(
        issuer,
        of.pseudonym(),
        holder,
        kind,
        of.expires(),
        of.signature(),
        of.spendkey(),
        of.height(),
        of.consent(),
        of.mark());
  }

  private static RegistrarService.Application brought(
      RegistrarService.Application of, List<String> signatures) {
    return new RegistrarService.Application(
        of.issuer(),
        of.pseudonym(),
        of.holder(),
        of.kind(),
        of.expires(),
        of.signature(),
        of.spendkey(),
        of.height(),
        of.consent(),
        Optional.of(
            new RegistrarService.Brought(
                "north", signatures.stream().map(RegistrarService.BySignature::new).toList())));
  }

  private int post(ApiClient api, RegistrarService.Application content) throws IOException {
    String proof = offices.proof(ana(Offices.wallet())).toHex();
    assertThat(post(api, new RegistrarService.Proven(content, proof.substring(2)))).isPositive();
    int code = post(api, new RegistrarService.Proven(content, proof));
    Answer<RegistrarService.Share> share =
        api.ask(
            Method.POST, "/v1/tag-shares", Optional.empty(), content, RegistrarService.Share.class);
    assertThat(share instanceof Answer.Refused<?>(var refusal) ? refusal.code() : 0)
        .isEqualTo(code);
    return code;
  }

  private static int post(ApiClient api, RegistrarService.Proven content) throws IOException {
    return switch (api.ask(
        Method.POST,
        "/v1/registrations",
        Optional.empty(),
        content,
        RegistrarService.Approved.class)) {
      case Answer.Done<RegistrarService.Approved> _ -> 0;
      case Answer.Refused<RegistrarService.Approved>(var refusal) -> refusal.code();
    };
  }
}
