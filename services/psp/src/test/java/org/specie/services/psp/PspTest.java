package org.specie.services.psp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.blind.BlindRsaSecretKey;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.quality.requirements.Requirement;
import org.specie.services.api.Listener;
import org.specie.services.api.Relay;
import org.specie.services.api.ServerLimits;
import org.specie.services.api.ServerTrust;
import org.specie.services.api.ServiceAddress;
import org.specie.services.database.Place;
import org.specie.services.psp.Visitor.Told;
import org.specie.services.psp.entry.Barred;
import org.specie.services.psp.entry.Challenges.Purpose;
import org.specie.services.psp.keeping.Mailboxes;
import org.specie.services.psp.onboarding.KeyProof;
import org.specie.services.psp.onboarding.ListedKey;
import tools.jackson.databind.JsonNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PspTest {
  private static final Entropy ENTROPY = new SecureRandom()::nextBytes;
  private static final String NAME = "north.example";

  /** Nobody listens at the port of discarded bytes. */
  private static final String SILENT = "http://127.0.0.1:9";

  private static final String ADDRESS = "spc1" + "q".repeat(262);

  private static final String HERE = "https://north.example:443";
  private static final Ed25519SecretKey BEFORE = Ed25519SecretKey.generate(ENTROPY);
  private static final Ed25519SecretKey NEXT = Ed25519SecretKey.generate(ENTROPY);

  private static final ListedKey LISTED =
      new ListedKey() {
        @Override
        public List<ByteString> sign(ByteString message) {
          return List.of(NEXT.sign(message), BEFORE.sign(message));
        }

        @Override
        public boolean isAt(String address) {
          return address.equals(HERE);
        }
      };

  @TempDir private static Path folder;

  private final AtomicLong now = new AtomicLong(1_800_000_000);
  private final HttpClient client = HttpClient.newHttpClient();
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
                Set.of(ServiceAddress.parse(SILENT, ServerTrust.system()).orElseThrow()),
                Barred.nobody(),
                LISTED),
            new ServerLimits(100, 32, 32, 10_000, 10_000, Duration.ofSeconds(20)),
            now::get,
            ENTROPY);
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

  private Told proof(String challenge, String address) {
    return stranger()
        .ask(
            "POST",
            "/v1/provider/proof",
            Optional.empty(),
            Map.of("challenge", challenge, "address", address));
  }

  /** Clause 3.3 of docs/spec/44-provider-register.md. */
  @Test
  void showsItsKeysForItsOwnAddressesOnly() {
    ByteString challenge = ByteString.hex("5a".repeat(32));
    JsonNode shown = proof(challenge.toHex(), HERE).content().get("signatures");
    assertThat(shown).hasSize(2);
    ByteString message = KeyProof.toSign(NAME, HERE, challenge);
    List<Ed25519SecretKey> keys = List.of(NEXT, BEFORE);
    for (int i = 0; i < keys.size(); i++) {
      ByteString signature = ByteString.hex(shown.get(i).get("signature").asString());
      Ed25519PublicKey key = keys.get(i).publicKey();
      assertThat(key.verify(message, signature)).isTrue();
      assertThat(keys.get(1 - i).publicKey().verify(message, signature)).isFalse();
      assertThat(key.verify(KeyProof.toSign("south", HERE, challenge), signature)).isFalse();
      assertThat(key.verify(KeyProof.toSign(NAME, HERE + "0", challenge), signature)).isFalse();
      ByteString other = ByteString.hex("5b".repeat(32));
      assertThat(key.verify(KeyProof.toSign(NAME, HERE, other), signature)).isFalse();
    }
    assertThat(proof(challenge.toHex(), "https://elsewhere.example:443").code()).isEqualTo(6120);
    assertThat(proof(challenge.toHex(), HERE + "/").code()).isEqualTo(6120);
    assertThat(proof("5a".repeat(31), HERE).code()).isEqualTo(6111);
    assertThat(proof("zz".repeat(32), HERE).code()).isEqualTo(6111);
  }

  @Test
  void whoeverHasAKeyBecomesACustomer() {
    Visitor ana = stranger();

    assertThat(ana.enter().code()).isEqualTo(6103);
    assertThat(ana.register().status()).isEqualTo(200);
    assertThat(ana.register().status()).isEqualTo(200);
    assertThat(ana.enter().status()).isEqualTo(200);
  }

  @Test
  void aChallengeIsGoodOnceForOnePurposeAtOneProviderForAMinute() {
    Visitor ana = customer();
    String used = ana.challenge();
    assertThat(ana.signed("/v1/sessions", Purpose.ENTER, used).status()).isEqualTo(200);
    String old = ana.challenge();
    String other = ana.challenge();

    assertThat(ana.signed("/v1/sessions", Purpose.ENTER, used).code()).isEqualTo(6101);
    assertThat(ana.signed("/v1/sessions", Purpose.REGISTER, other).code()).isEqualTo(6102);
    assertThat(
            ana.ask(
                    "POST",
                    "/v1/sessions",
                    Optional.empty(),
                    Map.of(
                        "key",
                        ana.key(),
                        "challenge",
                        other,
                        "signature",
                        ana.sign(other, Purpose.ENTER, "south.example")))
                .code())
        .isEqualTo(6102);
    now.addAndGet(61);
    assertThat(ana.signed("/v1/sessions", Purpose.ENTER, old).code()).isEqualTo(6101);
  }

  @Test
  void everyChangedByteOfAChallengeIsRefused() {
    Visitor ana = customer();
    String challenge = ana.challenge();
    for (int i = 0; i < challenge.length(); i++) {
      char digit = challenge.charAt(i) == '0' ? '1' : '0';
      String changed = challenge.substring(0, i) + digit + challenge.substring(i + 1);
      assertThat(ana.signed("/v1/sessions", Purpose.ENTER, changed).code())
          .as("digit %d", i)
          .isEqualTo(6101);
    }
  }

  @Test
  void aSessionEndsAfterAnHourAndWithTheCustomer() {
    Visitor ana = customer();
    Visitor ben = customer();
    assertThat(ana.inside("GET", "/v1/backup", Map.of()).code()).isEqualTo(6106);
    assertThat(ben.inside("DELETE", "/v1/customers/me", Map.of()).status()).isEqualTo(200);

    assertThat(ben.inside("GET", "/v1/backup", Map.of()).code()).isEqualTo(6004);
    now.addAndGet(3_601);
    assertThat(ana.inside("GET", "/v1/backup", Map.of()).code()).isEqualTo(6004);
  }

  @Test
  @Requirement("D37")
  void aCustomerIsToldAllThatIsKeptOfItAndNothingOfOthers() {
    Visitor ana = customer();
    Visitor ben = customer();
    assertThat(ben.inside("PUT", "/v1/names/ben.kept", Map.of("address", ADDRESS)).status())
        .isEqualTo(200);
    Told bare = ana.inside("GET", "/v1/customers/me", Map.of());
    assertThat(bare.content().get("names").isEmpty()).isTrue();
    assertThat(
            bare.content().path("backup").isMissingNode() || bare.content().path("backup").isNull())
        .isTrue();

    ana.inside("PUT", "/v1/names/ana.kept", Map.of("address", ADDRESS));
    ana.inside("PUT", "/v1/backup", Map.of("version", 7, "content", "0a0b"));
    assertThat(ana.enter().status()).isEqualTo(200);
    assertThat(ana.admitted("GET", "/v1/names/ben.kept", Map.of()).status()).isEqualTo(200);
    JsonNode kept = ana.inside("GET", "/v1/customers/me", Map.of()).content();

    assertThat(kept.get("key").asString()).isEqualTo(ana.key());
    assertThat(kept.get("since").asString())
        .isEqualTo(LocalDate.ofEpochDay(now.get() / 86_400).toString());
    assertThat(kept.get("names").size()).isEqualTo(1);
    assertThat(kept.at("/names/0/name").asString()).isEqualTo("ana.kept");
    assertThat(kept.at("/names/0/address").asString()).isEqualTo(ADDRESS);
    assertThat(kept.get("tokens").asLong()).isEqualTo(1);
    assertThat(kept.get("sessions").asLong()).isEqualTo(2);
    assertThat(kept.at("/backup/version").asLong()).isEqualTo(7);
    assertThat(kept.at("/backup/bytes").asLong()).isEqualTo(2);
    assertThat(kept.at("/backup/hash").asString())
        .isEqualTo(Hash32.sha256(ByteString.hex("0a0b")).bytes().toHex());
    assertThat(stranger().inside("GET", "/v1/customers/me", Map.of()).code()).isEqualTo(6004);
  }

  @Test
  void noTableThatRefersToACustomerIsLeftOutOfWhatItIsTold() throws IOException {
    StringBuilder schema = new StringBuilder();
    for (String version : List.of("V1__psp.sql", "V2__keys.sql")) {
      try (InputStream in = Psp.class.getResourceAsStream("/psp/" + version)) {
        schema.append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    List<String> referring =
        Arrays.stream(schema.toString().split("CREATE TABLE "))
            .filter(table -> table.contains("REFERENCES customer"))
            .map(table -> table.substring(0, table.indexOf(' ')))
            .toList();

    assertThat(referring).containsExactly("session", "name", "tokens_issued", "backup");
  }

  @Test
  void whoExitsHasNoSessionAnyMore() {
    Visitor ana = customer();
    Visitor ben = customer();
    assertThat(ana.inside("DELETE", "/v1/sessions", Map.of()).status()).isEqualTo(200);

    assertThat(ana.inside("GET", "/v1/customers/me", Map.of()).code()).isEqualTo(6004);
    assertThat(ben.inside("GET", "/v1/customers/me", Map.of()).status()).isEqualTo(200);
    assertThat(ana.enter().status()).isEqualTo(200);
    assertThat(ana.inside("GET", "/v1/customers/me", Map.of()).status()).isEqualTo(200);
  }

  @Test
  @Requirement("D37")
  void aTokenLetsInOnceAndNobodyKnowsWhom() {
    Visitor ana = customer();
    assertThat(ana.inside("PUT", "/v1/names/ana.token", Map.of("address", ADDRESS)).status())
        .isEqualTo(200);
    Optional<String> token = ana.token();

    assertThat(ana.ask("GET", "/v1/names/ana.token", token, Map.of()).status()).isEqualTo(200);
    assertThat(ana.ask("GET", "/v1/names/ana.token", token, Map.of()).code()).isEqualTo(6108);
    assertThat(ana.inside("GET", "/v1/names/ana.token", Map.of()).code()).isEqualTo(6108);
  }

  @Test
  void aChangedTokenLetsNobodyIn() {
    Visitor ana = customer();
    String token = ana.token().orElseThrow();
    int start = token.indexOf('=') + 1;
    for (int i = start; i < token.length(); i += 7) {
      char digit = token.charAt(i) == '0' ? '1' : '0';
      String changed = token.substring(0, i) + digit + token.substring(i + 1);
      assertThat(ana.ask("GET", "/v1/names/nobody", Optional.of(changed), Map.of()).code())
          .isEqualTo(6108);
    }
  }

  @Test
  void aCustomerGetsSoManyTokensADay() {
    Visitor ana = customer();
    List<String> fifty = IntStream.range(0, 50).mapToObj(_ -> "00".repeat(255) + "02").toList();
    for (int i = 0; i < 10; i++) {
      assertThat(ana.inside("POST", "/v1/tokens", Map.of("blinded", fifty)).status())
          .isEqualTo(200);
    }

    assertThat(ana.inside("POST", "/v1/tokens", Map.of("blinded", fifty)).code()).isEqualTo(6107);
    assertThat(
            customer()
                .inside("POST", "/v1/tokens", Map.of("blinded", List.of("ff".repeat(256))))
                .code())
        .isEqualTo(6111);
    now.addAndGet(86_400);
    ana.enter();
    assertThat(ana.inside("POST", "/v1/tokens", Map.of("blinded", fifty)).status()).isEqualTo(200);
  }

  @Test
  void aNameBelongsToWhoTookItFirst() {
    Visitor ana = customer();
    Visitor ben = customer();

    assertThat(ana.inside("PUT", "/v1/names/ana", Map.of("address", ADDRESS)).status())
        .isEqualTo(200);
    assertThat(ben.inside("PUT", "/v1/names/ana", Map.of("address", ADDRESS)).code())
        .isEqualTo(6104);
    assertThat(ben.inside("DELETE", "/v1/names/ana", Map.of()).code()).isEqualTo(6106);
    assertThat(ben.admitted("GET", "/v1/names/ana", Map.of()).content().get("address").asString())
        .isEqualTo(ADDRESS);
    assertThat(ana.inside("DELETE", "/v1/names/ana", Map.of()).status()).isEqualTo(200);
    assertThat(ben.admitted("GET", "/v1/names/ana", Map.of()).code()).isEqualTo(6106);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ab",
        "Ana",
        "1ana",
        "ana%27%20OR%20%271%27=%271",
        "ana%27);DROP%20TABLE%20name;--",
        "%00ana",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
      })
  void namesAreNoPlaceForSqlOrAnythingElse(String name) {
    Visitor ana = customer();

    assertThat(ana.inside("PUT", "/v1/names/" + name, Map.of("address", ADDRESS)).status())
        .isIn(400, 404);
    Told found = ana.admitted("GET", "/v1/names/" + name, Map.of());
    assertThat(found.status()).as(found.toString()).isIn(400, 404);
    assertThat(ana.inside("PUT", "/v1/names/still.there", Map.of("address", ADDRESS)).status())
        .isIn(200, 409);
  }

  @Test
  void aCustomerHasFiveNames() {
    Visitor ana = customer();
    for (int i = 0; i < 5; i++) {
      assertThat(ana.inside("PUT", "/v1/names/five" + i, Map.of("address", ADDRESS)).status())
          .isEqualTo(200);
    }

    assertThat(ana.inside("PUT", "/v1/names/five5", Map.of("address", ADDRESS)).code())
        .isEqualTo(6109);
    assertThat(ana.inside("PUT", "/v1/names/five0", Map.of("address", ADDRESS)).status())
        .isEqualTo(200);
  }

  @Test
  void anOlderBackupNeverReplacesANewerOne() {
    Visitor ana = customer();
    assertThat(ana.inside("PUT", "/v1/backup", backup(7, "aa")).status()).isEqualTo(200);

    assertThat(ana.inside("PUT", "/v1/backup", backup(7, "bb")).code()).isEqualTo(6110);
    assertThat(ana.inside("PUT", "/v1/backup", backup(6, "bb")).code()).isEqualTo(6110);
    assertThat(ana.inside("PUT", "/v1/backup", backup(8, "cc")).status()).isEqualTo(200);
    assertThat(ana.inside("PUT", "/v1/backup", backup(9, "not hex")).code()).isEqualTo(6111);
    assertThat(ana.inside("GET", "/v1/backup", Map.of()).content().get("content").asString())
        .isEqualTo("cc");
  }

  private static Map<String, Object> backup(long version, String content) {
    return Map.of("version", version, "content", content);
  }

  @Test
  void aSealedRequestIsThereForWhoeverHasItsLink() {
    Visitor ana = customer();
    String id =
        ana.admitted("POST", "/v1/requests", Map.of("content", "c0ffee"))
            .content()
            .get("id")
            .asString();

    assertThat(
            stranger()
                .ask("GET", "/v1/requests/" + id, Optional.empty(), Map.of())
                .content()
                .get("content")
                .asString())
        .isEqualTo("c0ffee");
    assertThat(
            stranger()
                .ask("GET", "/v1/requests/" + "0".repeat(32), Optional.empty(), Map.of())
                .code())
        .isEqualTo(6106);
    now.addAndGet(31 * 86_400L);
    assertThat(stranger().ask("GET", "/v1/requests/" + id, Optional.empty(), Map.of()).code())
        .isEqualTo(6106);
  }

  /** A letter that begins with {@code digits}. */
  private static String letter(String digits) {
    return digits + "0".repeat(2 * Mailboxes.LETTER_SIZE - digits.length());
  }

  /** Whoever knows the box {@code key} writes into it, without a name and without a token. */
  private Told write(String key, String content) {
    return stranger()
        .ask(
            "POST",
            "/v1/mailboxes/" + key + "/letters",
            Optional.empty(),
            Map.of("content", content));
  }

  private static List<String> beginnings(Told told) {
    return told.content()
        .get("letters")
        .valueStream()
        .map(each -> each.get("content").asString().substring(0, 2))
        .toList();
  }

  @Test
  void lettersReachTheHolderOfTheBoxAndNobodyElse() {
    Visitor ana = customer();
    Visitor box = stranger();
    assertThat(write(box.key(), letter("01")).code()).isEqualTo(6106);
    assertThat(box.ask("POST", "/v1/mailboxes", Optional.empty(), Map.of("key", box.key())).code())
        .isEqualTo(6108);
    assertThat(ana.admitted("POST", "/v1/mailboxes", Map.of("key", box.key())).status())
        .isEqualTo(200);
    assertThat(write(box.key(), letter("01")).status()).isEqualTo(200);
    assertThat(write(box.key(), letter("02")).status()).isEqualTo(200);

    Told first = read(box, box, List.of());
    assertThat(beginnings(first)).containsExactly("01", "02");
    assertThat(read(box, ana, List.of()).code()).isEqualTo(6102);
    long number = first.content().get("letters").get(0).get("number").asLong();
    // Nobody removes what lies in another's box.
    Visitor other = stranger();
    ana.admitted("POST", "/v1/mailboxes", Map.of("key", other.key()));
    assertThat(beginnings(read(other, other, List.of(number)))).isEmpty();
    assertThat(beginnings(read(box, box, List.of(number)))).containsExactly("02");
    assertThat(beginnings(read(box, box, List.of(number)))).containsExactly("02");
  }

  @Test
  void aBoxTakesAFewLettersOfOneLengthForThirtyDays() {
    Visitor ana = customer();
    Visitor box = stranger();
    ana.admitted("POST", "/v1/mailboxes", Map.of("key", box.key()));
    for (String wrong : List.of("", "01", letter("01") + "00", letter("0g"))) {
      assertThat(write(box.key(), wrong).code()).isIn(6001, 6111);
    }
    for (int i = 0; i < Mailboxes.LETTERS_MAX; i++) {
      assertThat(write(box.key(), letter("a" + Integer.toHexString(i))).status()).isEqualTo(200);
    }
    assertThat(write(box.key(), letter("bb")).code()).isEqualTo(6109);
    Told all = read(box, box, List.of());
    assertThat(beginnings(all)).hasSize(Mailboxes.LETTERS_MAX).doesNotContain("bb");
    List<Long> numbers =
        all.content()
            .get("letters")
            .valueStream()
            .map(each -> each.get("number").asLong())
            .toList();
    assertThat(beginnings(read(box, box, numbers))).isEmpty();
    assertThat(write(box.key(), letter("cc")).status()).isEqualTo(200);

    now.addAndGet(Mailboxes.DAYS * 86_400L);
    assertThat(beginnings(read(box, box, List.of()))).containsExactly("cc");
    now.addAndGet(86_400L);
    assertThat(read(box, box, List.of()).code()).isEqualTo(6106);
    assertThat(write(box.key(), letter("dd")).code()).isEqualTo(6106);
  }

  @Test
  void lettersAreCarriedToNeighboursAndNowhereElse() {
    Visitor ana = customer();
    Visitor box = stranger();
    ana.admitted("POST", "/v1/mailboxes", Map.of("key", box.key()));
    Map<String, String> toNobody =
        Map.of(
            "provider",
            "http://127.0.0.1:" + psp.port(),
            "mailbox",
            box.key(),
            "content",
            letter("01"));
    assertThat(ana.ask("POST", "/v1/letters", Optional.empty(), toNobody).code()).isEqualTo(6108);
    assertThat(ana.admitted("POST", "/v1/letters", toNobody).code()).isEqualTo(6114);
    assertThat(carried(ana, SILENT, box.key(), letter("01")).code()).isEqualTo(6115);
    assertThat(carried(ana, SILENT, "00", letter("01")).code()).isEqualTo(6111);
    assertThat(carried(ana, SILENT, box.key(), "01").code()).isEqualTo(6111);
  }

  private static Told carried(Visitor payer, String provider, String box, String content) {
    return payer.admitted(
        "POST", "/v1/letters", Map.of("provider", provider, "mailbox", box, "content", content));
  }

  /** {@code asker} signs, for the box of {@code box}. */
  private static Told read(Visitor box, Visitor asker, List<Long> done) {
    String challenge = asker.challenge();
    return asker.ask(
        "POST",
        "/v1/mailboxes/" + box.key() + "/read",
        Optional.empty(),
        Map.of(
            "challenge",
            challenge,
            "signature",
            asker.sign(challenge, Purpose.READ, NAME),
            "done",
            done.stream().map(each -> Map.of("number", each)).toList()));
  }

  @Test
  @Requirement("U15")
  void everyOperationIsDescribed() {
    Told description = stranger().ask("GET", "/openapi.json", Optional.empty(), Map.of());

    assertThat(description.content().get("paths").propertyNames())
        .contains("/v1/names/{name}", "/v1/mailboxes/{key}/letters", "/v1/tokens");
    assertThat(description.content().at("/paths/~1v1~1names~1{name}/put/responses/409").isObject())
        .isTrue();
  }
}
