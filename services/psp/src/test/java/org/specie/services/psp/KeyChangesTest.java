package org.specie.services.psp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.blind.BlindRsaSecretKey;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.quality.requirements.Requirement;
import org.specie.services.api.Listener;
import org.specie.services.api.Relay;
import org.specie.services.api.ServerLimits;
import org.specie.services.database.Place;
import org.specie.services.psp.Visitor.Told;
import org.specie.services.psp.entry.Challenges.Purpose;
import org.specie.services.psp.entry.KeyChanges;
import org.specie.services.psp.onboarding.ListedKey;

/** A customer's key: enrolled, changed, refused. Source: docs/spec/41-psp.md 41.24 to 41.27. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeyChangesTest {
  private static final Entropy ENTROPY = new SecureRandom()::nextBytes;
  private static final String NAME = "north.example";
  private static final String ME = "/v1/customers/me";
  private static final String ADDRESS = "spc1" + "q".repeat(262);

  @TempDir private static Path folder;

  private final AtomicLong now = new AtomicLong(1_800_000_000);
  private final HttpClient client = HttpClient.newHttpClient();
  private final Set<ByteString> barred = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean isListLost = new AtomicBoolean();
  private Psp psp;

  @BeforeAll
  void start() throws IOException {
    psp =
        Psp.start(
            new Psp.Location(
                NAME,
                new Listener("127.0.0.1", 0, Optional.empty()),
                new Place.Embedded(folder.resolve("data"))),
            new Psp.Keys(Secret.random(32, ENTROPY), BlindRsaSecretKey.generate(2_048, ENTROPY)),
            new Psp.Surroundings(
                Relay.none(),
                List.of(),
                Optional.empty(),
                Set.of(),
                this::isBarred,
                ListedKey.none()),
            new ServerLimits(100, 32, 32, 10_000, 10_000, Duration.ofSeconds(20)),
            now::get,
            ENTROPY);
  }

  private boolean isBarred(ByteString key) throws IOException {
    if (isListLost.get()) {
      throw new IOException("the list is lost");
    }
    return barred.contains(key);
  }

  @AfterAll
  void stop() throws IOException {
    client.close();
    psp.close();
  }

  private Visitor stranger() {
    return new Visitor(client, psp.port(), NAME, ENTROPY);
  }

  private Visitor customer() {
    Visitor made = stranger();
    assertThat(made.register().status()).isEqualTo(200);
    assertThat(made.enter().status()).isEqualTo(200);
    return made;
  }

  private static int kept(Visitor visitor) {
    return visitor.inside("GET", ME, Map.of()).status();
  }

  @Test
  @Requirement("E25")
  void theKeyBeforeIsRefusedAtOnceAndEverythingElseStays() {
    Visitor old = customer();
    assertThat(old.inside("PUT", "/v1/names/ana.key", Map.of("address", ADDRESS)).status())
        .isEqualTo(200);
    Optional<String> token = old.token();
    Visitor next = stranger();
    assertThat(kept(old)).isEqualTo(200);

    assertThat(old.rotate(next).status()).isEqualTo(200);

    assertThat(old.inside("GET", ME, Map.of()).code()).isEqualTo(6004);
    assertThat(old.enter().code()).isEqualTo(6117);
    assertThat(old.register().code()).isEqualTo(6117);
    assertThat(old.rotate(stranger()).code()).isEqualTo(6117);
    assertThat(old.spare(stranger()).code()).isEqualTo(6117);
    assertThat(next.enter().status()).isEqualTo(200);
    Told told = next.inside("GET", ME, Map.of());
    assertThat(told.content().get("key").asString()).isEqualTo(next.key());
    assertThat(told.content().at("/names/0/name").asString()).isEqualTo("ana.key");
    assertThat(told.content().get("tokens").asLong()).isEqualTo(1);
    // Nobody can tell whose a token was.
    assertThat(old.ask("GET", "/v1/names/ana.key", token, Map.of()).status()).isEqualTo(200);
  }

  /** 41.26: who may ask is decided when all of the question is there, and not when it begins. */
  @Test
  @Requirement("E25")
  void aQuestionThatWasBegunBeforeTheChangeIsRefusedAfterIt() throws IOException {
    Visitor old = customer();
    Visitor next = stranger();
    byte[] content = "{\"address\":\"%s\"}".formatted(ADDRESS).getBytes(US_ASCII);
    try (Socket slow = new Socket(InetAddress.getLoopbackAddress(), psp.port())) {
      slow.setSoTimeout(60_000);
      String headers =
          String.join(
              "\r\n",
              "PUT /v1/names/ana.slow HTTP/1.1",
              "Host: here",
              "Connection: close",
              "Authorization: " + old.session().orElseThrow(),
              "Content-Length: " + content.length,
              "Expect: 100-continue",
              "\r\n");
      slow.getOutputStream().write(headers.getBytes(US_ASCII));
      // The provider says so when it waits for the content.
      String waits = "HTTP/1.1 100 Continue\r\n\r\n";
      assertThat(new String(slow.getInputStream().readNBytes(waits.length()), US_ASCII))
          .isEqualTo(waits);

      assertThat(old.rotate(next).status()).isEqualTo(200);
      slow.getOutputStream().write(content);

      assertThat(new String(slow.getInputStream().readAllBytes(), US_ASCII))
          .startsWith("HTTP/1.1 401 ")
          .contains("\"code\":6004");
    }
    assertThat(next.enter().status()).isEqualTo(200);
    assertThat(next.inside("GET", ME, Map.of()).content().get("names").isEmpty()).isTrue();
  }

  @Test
  @Requirement("E25")
  void noByteOfAChangeIsAnothers() {
    Visitor ana = customer();
    Visitor next = stranger();
    Map<String, String> right = ana.change(Purpose.ROTATE, next, ana.challenge(), NAME);
    for (String field : List.of("signature", "consent", "challenge")) {
      Map<String, String> changed = new HashMap<>(right);
      changed.computeIfPresent(
          field, (_, value) -> (value.charAt(0) == '0' ? '1' : '0') + value.substring(1));
      assertThat(put(KeyChanges.KEY, changed).code())
          .as(field)
          .isEqualTo(field.equals("challenge") ? 6101 : 6102);
    }
    for (String field : List.of("by", "next")) {
      Map<String, String> changed = new HashMap<>(right);
      changed.put(field, stranger().key());
      assertThat(put(KeyChanges.KEY, changed).code()).as(field).isEqualTo(6102);
      changed.put(field, "00");
      assertThat(put(KeyChanges.KEY, changed).code()).as(field).isEqualTo(6111);
    }
    assertThat(put(KeyChanges.SPARE, right).code()).isEqualTo(6102);
    assertThat(ana.rotate(ana).code()).isEqualTo(6111);
    Map<String, String> elsewhere =
        ana.change(Purpose.ROTATE, next, ana.challenge(), "south.example");
    assertThat(put(KeyChanges.KEY, elsewhere).code()).isEqualTo(6102);
    Map<String, String> old = ana.change(Purpose.ROTATE, next, ana.challenge(), NAME);
    now.addAndGet(61);
    assertThat(put(KeyChanges.KEY, old).code()).isEqualTo(6101);

    assertThat(kept(ana)).isEqualTo(200);
  }

  private Told put(String path, Map<String, String> change) {
    return stranger().ask("PUT", path, Optional.empty(), change);
  }

  @Test
  @Requirement("E25")
  void aChangeIsGoodOnceAndForOneOfTwo() throws Exception {
    Visitor ana = customer();
    Visitor next = stranger();
    Map<String, String> change = ana.change(Purpose.ROTATE, next, ana.challenge(), NAME);
    assertThat(put(KeyChanges.KEY, change).status()).isEqualTo(200);
    assertThat(put(KeyChanges.KEY, change).code()).isEqualTo(6101);

    try (ExecutorService both = Executors.newFixedThreadPool(2)) {
      Callable<Integer> one = () -> next.rotate(stranger()).code();
      List<Integer> codes =
          both.invokeAll(List.of(one, one)).stream().map(Future::resultNow).toList();
      assertThat(codes).containsExactlyInAnyOrder(0, 6117);
    }
  }

  @Test
  @Requirement("E25")
  void aKeyIsOneCustomersOrNobodys() {
    Visitor ana = customer();
    Visitor ben = customer();
    Visitor spare = stranger();
    assertThat(ben.spare(spare).status()).isEqualTo(200);

    assertThat(ana.rotate(ben).code()).isEqualTo(6116);
    assertThat(ana.rotate(spare).code()).isEqualTo(6116);
    assertThat(ana.spare(ben).code()).isEqualTo(6116);
    assertThat(spare.register().code()).isEqualTo(6116);
    assertThat(spare.enter().code()).isEqualTo(6103);
    assertThat(stranger().rotate(stranger()).code()).isEqualTo(6103);
    Visitor next = stranger();
    assertThat(ana.rotate(next).status()).isEqualTo(200);
    assertThat(ben.rotate(ana).code()).isEqualTo(6116);
    assertThat(next.rotate(ana).code()).isEqualTo(6116);
  }

  @Test
  @Requirement("E25")
  void whoHasTheSpareKeyTakesTheKeyBackFromWhoeverHasTheDevice() {
    Visitor ana = customer();
    Visitor spare = stranger();
    assertThat(ana.spare(spare).status()).isEqualTo(200);
    assertThat(ana.spare(spare).status()).isEqualTo(200);
    assertThat(ana.inside("GET", ME, Map.of()).content().get("spare").asString())
        .isEqualTo(spare.key());

    // A thief with the device.
    Visitor thief = stranger();
    assertThat(ana.spare(stranger()).code()).isEqualTo(6119);
    assertThat(ana.rotate(thief).status()).isEqualTo(200);
    assertThat(thief.enter().status()).isEqualTo(200);
    assertThat(thief.spare(stranger()).code()).isEqualTo(6119);

    Visitor again = stranger();
    assertThat(spare.rotate(again).status()).isEqualTo(200);
    assertThat(thief.inside("GET", ME, Map.of()).code()).isEqualTo(6004);
    assertThat(thief.enter().code()).isEqualTo(6117);
    assertThat(again.enter().status()).isEqualTo(200);

    Visitor other = stranger();
    assertThat(spare.spare(other).status()).isEqualTo(200);
    assertThat(spare.rotate(stranger()).code()).isEqualTo(6117);
    assertThat(other.rotate(stranger()).status()).isEqualTo(200);
  }

  @Test
  @Requirement("E25")
  void whoIsBarredIsRefusedWithTheNextQuestionAndComesBackWhenTheOperatorSaysSo() {
    Visitor ana = customer();
    Visitor spare = stranger();
    Visitor ben = customer();
    assertThat(ana.spare(spare).status()).isEqualTo(200);
    ByteString key = ana.publicKey().bytes();
    assertThat(kept(ana)).isEqualTo(200);

    barred.add(key);
    assertThat(ana.inside("GET", ME, Map.of()).code()).isEqualTo(6118);
    assertThat(ana.inside("DELETE", ME, Map.of()).code()).isEqualTo(6118);
    assertThat(ana.register().code()).isEqualTo(6118);
    assertThat(ana.rotate(stranger()).code()).isEqualTo(6118);
    assertThat(spare.rotate(stranger()).code()).isEqualTo(6118);
    assertThat(ben.rotate(ana).code()).isEqualTo(6118);
    assertThat(kept(ben)).isEqualTo(200);
    barred.remove(key);
    assertThat(kept(ana)).isEqualTo(200);

    isListLost.set(true);
    Told unknown = ana.inside("GET", ME, Map.of());
    isListLost.set(false);
    assertThat(unknown.code()).isEqualTo(6006);
    assertThat(kept(ana)).isEqualTo(200);
  }
}
