package org.specie.services.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.crypto.hybrid.ViewSecretKey;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.offline.agents.Answer;
import org.specie.offline.agents.RegisterReason;
import org.specie.offline.agents.RegisterWorld;
import org.specie.offline.agents.TestDevice;
import org.specie.offline.agents.TestDevice.Wanted;
import org.specie.offline.agents.World;
import org.specie.offline.agents.certifier.Certification;
import org.specie.offline.agents.pseudonym.Claim;
import org.specie.offline.agents.pseudonym.Letter;
import org.specie.offline.agents.pseudonym.LetterCall;
import org.specie.offline.agents.pseudonym.Letters;
import org.specie.offline.agents.pseudonym.RegisterEntry;
import org.specie.offline.agents.pseudonym.SealedDocument;
import org.specie.offline.agents.suspicion.SplittingRule;
import org.specie.offline.agents.suspicion.SuspicionReport;
import org.specie.offline.agents.unsealing.Unsealing;
import org.specie.offline.agents.unsealing.UnsealingOrder;
import org.specie.offline.purse.credential.Agents.AgentAnswer;
import org.specie.offline.token.message.Message.Proof;
import org.specie.offline.token.receipt.Configuration;
import org.specie.offline.token.receipt.PayeeInfo;
import org.specie.offline.token.receipt.Token;
import org.specie.offline.token.value.OwnerId;
import org.specie.quality.requirements.Requirement;
import org.specie.services.api.ServerTrust;
import org.specie.services.api.ServiceAddress;
import org.specie.services.issuer.asking.DistantAgents;
import org.specie.services.issuer.inspection.InspectionLine;
import org.specie.services.issuer.line.Line;
import org.specie.services.issuer.pseudonym.DistantLetters;
import org.specie.services.issuer.pseudonym.PersonEntry;
import org.specie.services.issuer.pseudonym.PseudonymLine;

/** Letters through the processes. Spec: docs/spec/58-issuer-service.md 10.7. */
@Requirement("R144")
class LetterRoleTest {
  private static final String ANA = "Ana Alder, 17 Mill Lane";
  private static final String SHOWN = "Bakery, Old Town";
  private static final ByteString INVOICES = ByteString.utf8("three cakes for three weddings");

  @RegisterExtension private static final Towns TOWNS = new Towns();
  @TempDir private static Path folder;

  private final Ed25519SecretKey ana = Town.key();
  private final ViewSecretKey writer = ViewSecretKey.generate(RegisterWorld.entropy());
  private final RegisterWorld sealing = new RegisterWorld();
  private Town town;
  private Pseudonyms pseudonyms;
  private IssuerService factory;
  private IssuerService agent;
  private OwnerId owner;

  @BeforeEach
  void enrol() throws IOException {
    town = TOWNS.found(folder);
    pseudonyms =
        new Pseudonyms(
            town,
            "pseudonym",
            sealing.agentKeys,
            sealing.authorities.key().key(),
            database -> Pseudonyms.people(database, town));
    factory = town.startFactory();
    agent = pseudonyms.start(town.registerTo(factory));
    PersonEntry entry =
        new PersonEntry(ANA, ana.publicKey(), false, new PayeeInfo(SHOWN), Optional.empty());
    assertThat(pseudonyms.lineFor(pseudonyms.identitiesKey, agent).enter(entry).isAccepted())
        .isTrue();
    owner =
        pseudonyms
            .lineFor(town.stationKey, agent)
            .identify(pseudonyms.consent(ana, ANA, 1))
            .optional()
            .orElseThrow();
  }

  @AfterEach
  void stop() throws IOException {
    town.close();
  }

  /** Ana is paid just below the threshold, and inspection reports her owner id. */
  private SuspicionReport reported(InspectionLine compliance, IssuerService inspection)
      throws Exception {
    TestDevice card = TestDevice.of(town.world, "card of ana", owner);
    assertThat(town.coreFor(town.stationKey).register(card.record()).isAccepted()).isTrue();
    town.openClass();
    TestDevice payer = town.device("payer");
    DistantAgents agents = town.agents(town.startCertifier(), factory);
    for (int i = 0; i < 3; i++) {
      assertThat(
              town.bringerTo(inspection).submit(payment(agents, payer, card, 950 + i)).isAccepted())
          .isTrue();
    }
    SplittingRule rule = new SplittingRule(Amount.ofMinor(900), Amount.ofMinor(1_000), 3, 60);
    List<SuspicionReport> reports = compliance.suspicions(rule, World.later(-60), World.later(60));
    assertThat(reports).hasSize(1);
    assertThat(reports.getFirst().suspicion().owner()).isEqualTo(owner);
    return reports.getFirst();
  }

  private LetterCall fetching(Ed25519SecretKey person, int device) {
    return LetterCall.fetch(person, pseudonyms.keys.publicKey(), new Claim(ANA, device, World.NOW));
  }

  private LetterCall answering(Hash32 number, ByteString document) {
    return LetterCall.answer(
        ana, pseudonyms.keys.publicKey(), new Claim(ANA, 1, World.NOW), number, document);
  }

  /** A way to a role on which everything that comes back is kept. */
  private static final class Overheard implements AutoCloseable {
    private final HttpServer proxy;
    private final HttpClient client = HttpClient.newHttpClient();
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();

    Overheard(ServiceAddress role) throws IOException {
      proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      proxy.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      proxy.createContext(
          "/",
          asked -> {
            try (asked) {
              HttpRequest request =
                  HttpRequest.newBuilder(role.root().resolve(asked.getRequestURI().getRawPath()))
                      .header("Content-Type", "application/json")
                      .method(
                          asked.getRequestMethod(),
                          BodyPublishers.ofByteArray(asked.getRequestBody().readAllBytes()))
                      .build();
              HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());
              synchronized (heard) {
                heard.writeBytes(answer.body());
              }
              asked.getResponseHeaders().set("Content-Type", "application/json");
              asked.sendResponseHeaders(answer.statusCode(), answer.body().length);
              asked.getResponseBody().write(answer.body());
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          });
      proxy.start();
    }

    ServiceAddress address() {
      return new ServiceAddress(
          URI.create("http://127.0.0.1:" + proxy.getAddress().getPort()), ServerTrust.system());
    }

    String heard() {
      synchronized (heard) {
        return heard.toString(StandardCharsets.UTF_8);
      }
    }

    @Override
    public void close() {
      proxy.stop(0);
      client.close();
    }
  }

  /** From payments over a report and a letter to a document; and an order, had nobody come. */
  @Test
  void aLetterFindsItsOwnerAndItsWriterLearnsNoName() throws Exception {
    IssuerService inspection = town.startInspection(factory);
    try (Overheard ofInspection = new Overheard(town.address(inspection));
        Overheard ofAgent = new Overheard(town.address(agent));
        Line toInspection =
            new Line(
                ofInspection.address(),
                town.inspectionKey.publicKey(),
                town.complianceKey,
                Town.CLOCK);
        Line toAgent =
            new Line(ofAgent.address(), pseudonyms.lineKey(), town.complianceKey, Town.CLOCK);
        DistantLetters owners = pseudonyms.lettersOf(agent)) {
      SuspicionReport report = reported(new InspectionLine(toInspection), inspection);
      PseudonymLine handler = new PseudonymLine(toAgent);
      Letter letter = new Letter(report, writer.publicKey(), "Please send three invoices.");
      Hash32 number = handler.leave(letter).optional().orElseThrow();
      assertThat(handler.leave(letter)).isEqualTo(Answer.given(number));
      assertThat(handler.fate(number).optional().orElseThrow().state())
          .isEqualTo(Letters.State.LYING);

      assertThat(owners.fetch(fetching(ana, 1)).optional().orElseThrow()).containsExactly(letter);
      assertThat(handler.fate(number).optional().orElseThrow().state())
          .isEqualTo(Letters.State.FETCHED);
      ByteString sealed = SealedDocument.seal(letter, INVOICES, RegisterWorld.entropy());
      assertThat(owners.answer(answering(number, sealed), number, sealed).isAccepted()).isTrue();

      // The agent starts again; what was answered is there.
      agent = pseudonyms.start(town.registerTo(factory));
      try (Overheard again = new Overheard(town.address(agent));
          Line next =
              new Line(again.address(), pseudonyms.lineKey(), town.complianceKey, Town.CLOCK)) {
        ByteString given =
            new PseudonymLine(next).fate(number).optional().orElseThrow().document().orElseThrow();
        assertThat(SealedDocument.open(writer, number, given)).contains(INVOICES);
        assertThatThrownBy(() -> new PseudonymLine(next).entry(owner)).hasMessageContaining("7723");
        assertSaysNothing(again.heard());
      }
      assertThat(ofAgent.heard()).contains("content");
      assertThat(ofInspection.heard()).contains(owner.bytes().toHex());
      assertSaysNothing(ofAgent.heard());
      assertSaysNothing(ofInspection.heard());
      assertOpensByOrder(report);
    }
  }

  /** In nothing that came back is who the owner is, in letters or in digits. */
  private void assertSaysNothing(String heard) throws IOException {
    RegisterEntry entry =
        pseudonyms.lineFor(pseudonyms.authorityKey, agent).entry(owner).orElseThrow();
    for (ByteString each :
        List.of(
            ByteString.utf8(ANA),
            ByteString.utf8("Mill Lane"),
            ByteString.utf8(SHOWN),
            ana.publicKey().bytes(),
            entry.signature())) {
      assertThat(heard).doesNotContain(each.toHex()).doesNotContain(each.toUtf8());
    }
  }

  /** Had nobody come: three of four authorities open the entry that the report leads to. */
  private void assertOpensByOrder(SuspicionReport report) throws Exception {
    RegisterEntry entry =
        pseudonyms.lineFor(pseudonyms.authorityKey, agent).entry(owner).orElseThrow();
    UnsealingOrder order =
        new UnsealingOrder(
            "Court of the Old Town",
            "17/2026",
            "Report " + Hash32.sha256(report.encode()).toHex(),
            report.suspicion().owner(),
            World.later(-60),
            World.later(1_440));
    assertThat(sealing.opened(order, entry))
        .isInstanceOfSatisfying(
            Unsealing.Opened.class, opened -> assertThat(opened.identity().value()).isEqualTo(ANA));
  }

  @Test
  void nobodyElseWritesFetchesOrAsks() throws Exception {
    IssuerService inspection = town.startInspection(factory);
    SuspicionReport report =
        reported(town.inspectionFor(town.complianceKey, inspection), inspection);
    Letter letter = new Letter(report, writer.publicKey(), "text");
    for (Ed25519SecretKey caller :
        List.of(town.stationKey, pseudonyms.authorityKey, pseudonyms.identitiesKey, Town.key())) {
      PseudonymLine line = pseudonyms.lineFor(caller, agent);
      assertThat(line.leave(letter).optional()).isEmpty();
      assertThat(line.fate(letter.number()).optional()).isEmpty();
    }
    PseudonymLine handler = pseudonyms.lineFor(town.complianceKey, agent);
    assertThat(handler.fate(letter.number()))
        .isEqualTo(Answer.refused(RegisterReason.LETTER_UNKNOWN));
    Hash32 number = handler.leave(letter).optional().orElseThrow();
    ByteString sealed = SealedDocument.seal(letter, INVOICES, RegisterWorld.entropy());
    try (DistantLetters owners = pseudonyms.lettersOf(agent)) {
      assertThat(owners.fetch(fetching(Town.key(), 1)))
          .isEqualTo(Answer.refused(RegisterReason.NO_CONSENT));
      assertThat(owners.fetch(fetching(ana, 2)).optional().orElseThrow()).isEmpty();
      // A call that fetches answers nothing, and one for another document neither.
      assertThat(owners.answer(fetching(ana, 1), number, sealed).isAccepted()).isFalse();
      assertThat(owners.answer(answering(number, INVOICES), number, sealed).isAccepted()).isFalse();
      assertThat(owners.fetch(answering(number, sealed)))
          .isEqualTo(Answer.refused(RegisterReason.MALFORMED));
      assertThat(handler.fate(number).optional().orElseThrow().state())
          .isEqualTo(Letters.State.LYING);
    }
  }

  private static Proof payment(DistantAgents agents, TestDevice payer, TestDevice payee, long minor)
      throws Exception {
    Wanted wanted = payer.wish();
    Certification signed = Certification.decode(given(agents.certify(wanted.request().encode())));
    Configuration token =
        Token.decode(given(agents.makeToken(payee.wishToken().encode()))).configuration();
    return payee.proof(
        token, TestDevice.pay(token, minor, wanted.key(), payer.certificate(wanted, signed)));
  }

  private static ByteString given(AgentAnswer answer) {
    return ((AgentAnswer.Given) answer).answer();
  }
}
