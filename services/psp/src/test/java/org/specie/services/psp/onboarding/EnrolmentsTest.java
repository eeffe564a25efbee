package org.specie.services.psp.onboarding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.blind.BlindRsaSecretKey;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.quality.requirements.Requirement;
import org.specie.services.api.Answer;
import org.specie.services.api.ApiClient;
import org.specie.services.api.Listener;
import org.specie.services.api.Refusal;
import org.specie.services.api.Relay;
import org.specie.services.api.ServerLimits;
import org.specie.services.api.ServerTrust;
import org.specie.services.api.ServiceAddress;
import org.specie.services.database.Place;
import org.specie.services.psp.Psp;
import org.specie.services.psp.customer.ProviderClient;
import org.specie.services.psp.entry.Barred;
import org.specie.services.psp.onboarding.Enrolments.Application;
import org.specie.services.psp.onboarding.Enrolments.Approved;
import org.specie.services.psp.onboarding.Introduction.PublicFile;
import org.specie.services.registrar.evidence.Evidence;
import org.specie.services.registrar.evidence.Registration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A provider with a real database whose registrars take down what they are told. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EnrolmentsTest {
  private static final Entropy ENTROPY = new SecureRandom()::nextBytes;
  private static final String NAME = "north.example";
  private static final String HALL = "hall.example";
  private static final Hash32 ANA = Hash32.sha256(ByteString.utf8("Ana"));
  private static final Hash32 TAG = Hash32.sha256(ByteString.utf8("tag"));
  private static final String SPEND_KEY = "97".repeat(48);
  private static final String CONSENT = "5a".repeat(64);
  private static final long NOW = 1_800_000_000;
  private static final long PATIENCE_SECONDS = 25;
  private static final PublicFile GENESIS = new PublicFile("genesis", "00ff");

  @TempDir private static Path folder;

  private final AtomicLong now = new AtomicLong(NOW);
  private final List<Registration> asked = Collections.synchronizedList(new ArrayList<>());
  private final Ed25519SecretKey hall = Ed25519SecretKey.generate(ENTROPY);
  private final Ed25519SecretKey anaKey = Ed25519SecretKey.generate(ENTROPY);
  private final Semaphore waiting = new Semaphore(0);
  private Optional<Refusal> refusing = Optional.empty();
  private CountDownLatch answering = new CountDownLatch(0);
  private Optional<Psp> psp = Optional.empty();
  private Optional<ProviderClient> ana = Optional.empty();

  @BeforeAll
  void start() throws IOException {
    psp =
        Optional.of(
            Psp.start(
                new Psp.Location(
                    NAME,
                    new Listener("127.0.0.1", 0, Optional.empty()),
                    new Place.Embedded(folder.resolve("data"))),
                new Psp.Keys(
                    Secret.random(32, ENTROPY), BlindRsaSecretKey.generate(2_048, ENTROPY)),
                new Psp.Surroundings(
                    Relay.none(),
                    List.of(GENESIS),
                    Optional.of(
                        new Psp.Enrolling(Map.of(HALL, hall.publicKey()), this::registrars)),
                    Set.of(),
                    Barred.nobody(),
                    ListedKey.none()),
                new ServerLimits(200, 100, 100, 10_000, 10_000, Duration.ofSeconds(20)),
                now::get,
                ENTROPY));
    ana = Optional.of(client(anaKey));
  }

  private Answer<Registry.Approved> registrars(Registration shown) throws IOException {
    asked.add(shown);
    waiting.release();
    try {
      answering.await();
    } catch (InterruptedException e) {
      throw new IOException("interrupted", e);
    }
    ByteString signature = ByteString.copyOf(new byte[64]);
    return refusing.isPresent()
        ? Answer.refused(refusing.get())
        : Answer.done(new Registry.Approved(TAG, List.of(new Registry.Approval(1, signature))));
  }

  private ProviderClient client(Ed25519SecretKey key) {
    return new ProviderClient(address(), NAME, key, ENTROPY);
  }

  private ServiceAddress address() {
    return new ServiceAddress(
        URI.create("http://127.0.0.1:" + psp.orElseThrow().port()), ServerTrust.system());
  }

  @AfterAll
  void stop() throws IOException {
    ana.orElseThrow().close();
    psp.orElseThrow().close();
  }

  @BeforeEach
  void forget() {
    asked.clear();
    refusing = Optional.empty();
    now.set(NOW);
  }

  private Application application(Ed25519PublicKey holder) {
    Evidence evidence = new Evidence(HALL, ANA, holder, 0, NOW + 60);
    return new Application(
        HALL,
        ANA.toHex(),
        0,
        NOW + 60,
        hall.sign(evidence.bytes()).toHex(),
        SPEND_KEY,
        64,
        CONSENT);
  }

  private int code(ProviderClient customer, Application application) throws IOException {
    return switch (customer.enrol(application)) {
      case Answer.Done<Approved> _ -> 0;
      case Answer.Refused<Approved>(var refusal) -> refusal.code();
    };
  }

  private int code(Application application) throws IOException {
    return code(ana.orElseThrow(), application);
  }

  @Test
  @Requirement("D36")
  void registrarsAreShownWhatTheCustomerShowedAndNothingElse() throws IOException {
    Application first = application(anaKey.publicKey());
    assertThat(ana.orElseThrow().enrol(first))
        .isEqualTo(
            Answer.done(
                new Approved(TAG.toHex(), List.of(new Enrolments.Approval(1, "00".repeat(64))))));
    Ed25519SecretKey other = Ed25519SecretKey.generate(ENTROPY);
    try (ProviderClient elsewhere = client(other)) {
      assertThat(code(elsewhere, application(other.publicKey()))).isZero();
    }

    assertThat(asked).hasSize(2);
    // The person is the same, whichever key it is known by.
    assertThat(asked.get(0).evidence().identity()).isEqualTo(asked.get(1).evidence().identity());
    Evidence evidence = new Evidence(HALL, ANA, anaKey.publicKey(), 0, NOW + 60);
    assertThat(asked.getFirst())
        .isEqualTo(
            new Registration(
                evidence,
                ByteString.hex(first.signature()),
                ByteString.hex(SPEND_KEY),
                64,
                ByteString.hex(CONSENT)));
  }

  @Test
  void whatRegistrarsRefuseIsRefusedWithTheirReason() throws IOException {
    refusing = Optional.of(new Refusal.Explanation(3551, 409, "Known.", "Restore."));

    assertThat(code(application(anaKey.publicKey()))).isEqualTo(3551);
  }

  /** Registrars that keep silent do not take all of a provider. */
  @Test
  void enrolmentsThatWaitLeaveRoomForEverythingElse() throws Exception {
    Application application = application(anaKey.publicKey());
    assertThat(code(application)).isZero();
    waiting.drainPermits();
    answering = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> enrolments = new ArrayList<>();
      try {
        for (int i = 0; i < Enrolments.AT_ONCE; i++) {
          enrolments.add(threads.submit(() -> code(application)));
        }
        assertThat(waiting.tryAcquire(Enrolments.AT_ONCE, PATIENCE_SECONDS, TimeUnit.SECONDS))
            .isTrue();
        assertThat(code(application)).isEqualTo(6306);
        assertThat(ana.orElseThrow().kept()).isInstanceOf(Answer.Done.class);
      } finally {
        answering.countDown();
      }
      for (Future<Integer> each : enrolments) {
        assertThat(each.get()).isZero();
      }
    }
    assertThat(code(application)).isZero();
  }

  @Test
  @Requirement("D36")
  void everyChangedFieldOfEvidenceIsRefused() throws IOException {
    Application good = application(anaKey.publicKey());
    String other = Hash32.sha256(ByteString.utf8("Ben")).toHex();
    List<Application> wrong =
        List.of(
            with(good, other, good.kind(), good.expires(), good.signature()),
            with(good, good.pseudonym(), 1, good.expires(), good.signature()),
            with(good, good.pseudonym(), good.kind(), good.expires() + 1, good.signature()),
            with(good, good.pseudonym(), good.kind(), good.expires(), "00".repeat(64)),
            with(good, good.pseudonym(), good.kind(), good.expires(), "00"),
            with(good, good.pseudonym(), good.kind(), good.expires(), flipped(good.signature())));

    for (Application each : wrong) {
      assertThat(code(each)).as("%s", each).isEqualTo(6113);
    }
    assertThat(asked).isEmpty();
  }

  private static Application with(
      Application of, String pseudonym, int kind, long expires, String signature) {
    return new Application(
        of.issuer(), pseudonym, kind, expires, signature, of.spendkey(), of.height(), of.consent());
  }

  private static Application with(Application of, String spendKey, long height, String consent) {
    return new Application(
        of.issuer(),
        of.pseudonym(),
        of.kind(),
        of.expires(),
        of.signature(),
        spendKey,
        height,
        consent);
  }

  private static String flipped(String hex) {
    return (hex.charAt(0) == '0' ? '1' : '0') + hex.substring(1);
  }

  @Test
  void evidenceIsForOneCustomerForSomeTimeOfAKnownIssuer() throws IOException {
    Application good = application(anaKey.publicKey());
    try (ProviderClient thief = client(Ed25519SecretKey.generate(ENTROPY))) {
      assertThat(code(thief, good)).isEqualTo(6113);
    }
    now.addAndGet(61);
    assertThat(code(good)).isEqualTo(6113);
    now.set(NOW);
    assertThat(
            code(
                new Application(
                    "other.example",
                    good.pseudonym(),
                    0,
                    good.expires(),
                    good.signature(),
                    SPEND_KEY,
                    64,
                    CONSENT)))
        .isEqualTo(6112);
    assertThat(asked).isEmpty();
  }

  @Test
  void whatHasNoReadingIsRefused() throws IOException {
    Application good = application(anaKey.publicKey());
    for (Application each :
        List.of(
            with(good, "00", 0, good.expires(), good.signature()),
            with(good, good.pseudonym(), -1, good.expires(), good.signature()),
            with(good, good.pseudonym(), 256, good.expires(), good.signature()),
            with(good, good.pseudonym(), 0, -1, good.signature()),
            with(good, good.pseudonym(), 0, good.expires(), "zz"),
            with(good, "97", 64, CONSENT),
            with(good, SPEND_KEY, -1, CONSENT),
            with(good, SPEND_KEY, 64, "5a"))) {
      assertThat(code(each)).as("%s", each).isEqualTo(6111);
    }
    assertThat(asked).isEmpty();
  }

  @Test
  void aProviderSaysWhoItIsAndHandsOutWhatItWasGiven() throws IOException {
    try (ApiClient stranger = new ApiClient(address())) {
      assertThat(ProviderClient.introduction(stranger))
          .isEqualTo(Answer.done(new Introduction.About(NAME, "1", List.of(HALL))));
      assertThat(ProviderClient.ledger(stranger))
          .isEqualTo(Answer.done(new Introduction.Ledger(List.of(GENESIS))));
    }
  }

  @Test
  void aClientTakesTokensThatNeverRepeatAndOpensANewSessionWhenTheOldIsOver() throws IOException {
    ProviderClient customer = ana.orElseThrow();
    if (!(customer.tokenKey().then(customer::tokens)
        instanceof Answer.Done<List<String>>(var first))) {
      throw new AssertionError("tokens are given");
    }
    now.addAndGet(3_601);
    if (!(customer.tokenKey().then(customer::tokens)
        instanceof Answer.Done<List<String>>(var second))) {
      throw new AssertionError("tokens are given in a new session");
    }
    assertThat(first).hasSize(50).doesNotContainAnyElementsOf(second);
  }

  @Test
  @Requirement("U15")
  void theCatalogueNamesExactlyTheOperationsThatAreServed() throws Exception {
    HttpRequest asking = HttpRequest.newBuilder(address().root().resolve("/openapi.json")).build();
    Set<String> served = new TreeSet<>();
    try (HttpClient client = HttpClient.newHttpClient()) {
      JsonNode paths =
          new JsonMapper()
              .readTree(client.send(asking, BodyHandlers.ofString()).body())
              .get("paths");
      for (String path : paths.propertyNames()) {
        for (String method : paths.get(path).propertyNames()) {
          served.add(method.toUpperCase(Locale.ROOT) + " " + path);
        }
      }
    }
    String page = Files.readString(Path.of("..", "..", "docs", "reference", "rosalind.md"));

    Set<String> named =
        Pattern.compile("`((GET|POST|PUT|DELETE) /[^`]+)`")
            .matcher(page)
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(named).isEqualTo(served);
  }
}
