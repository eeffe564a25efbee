package org.specie.services.psp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
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
import org.specie.services.api.Listener;
import org.specie.services.api.Relay;
import org.specie.services.api.ServerLimits;
import org.specie.services.api.ServerTrust;
import org.specie.services.api.ServiceAddress;
import org.specie.services.api.reference.ApiRecorder;
import org.specie.services.api.reference.ReferencePage;
import org.specie.services.database.Place;
import org.specie.services.psp.Visitor.Told;
import org.specie.services.psp.entry.Barred;
import org.specie.services.psp.entry.Challenges.Purpose;
import org.specie.services.psp.keeping.Mailboxes;
import org.specie.services.psp.onboarding.Introduction.PublicFile;
import org.specie.services.psp.onboarding.ListedKey;
import org.specie.services.psp.onboarding.Registry;
import org.specie.services.registrar.evidence.Evidence;

/** Makes docs/reference/api/provider.md: a provider of which everything is asked once. */
class ProviderReferenceTest {
  private static final Entropy ENTROPY = new SecureRandom()::nextBytes;
  private static final String NAME = "north.example";
  private static final String HALL = "hall.example";
  private static final long NOW = 1_800_000_000;
  private static final Hash32 ANA = Hash32.sha256(ByteString.utf8("Ana"));
  private static final Hash32 TAG = Hash32.sha256(ByteString.utf8("tag"));
  private static final String HEAD =
      """
      A payment service provider knows customers by a key each, leads them to the ledger without reading what they say to it, and keeps what they
      leave with it. What it does and does not learn is [page 41](../../spec/41-psp.md); how to run one is [a guide](../../guides/running-a-provider.md),
      and which functions of a retail API are where is [the catalogue](../rosalind.md).

      A customer makes an Ed25519 key, asks for a *challenge*, signs it ([41.4](../../spec/41-psp.md)) and so registers or opens a *session* of an hour. With a session it has *admission
      tokens* signed unseen; a token, spent on what names nobody, lets in whoever has it. Names in braces in a path stand for values.

      Money is not moved here. A wallet speaks to the operators of the ledger through a tunnel: `CONNECT host:port HTTP/1.1` on the same port, to one of the places in the ledger's
      description, with a token in `Proxy-Authorization` ([40.10](../../spec/40-service-api.md)). Tunnels are no operation and stand in no OpenAPI document.
      """;

  @TempDir private Path folder;

  private final Ed25519SecretKey hall = Ed25519SecretKey.generate(ENTROPY);

  private static Psp.Location location(Path folder) {
    return new Psp.Location(
        NAME,
        new Listener("127.0.0.1", 0, Optional.empty()),
        new Place.Embedded(folder.resolve("data")));
  }

  private Psp start(ServiceAddress neighbour) throws Exception {
    ByteString signature = ByteString.copyOf(new byte[Ed25519PublicKey.SIGNATURE_SIZE]);
    Registry registry =
        _ -> Answer.done(new Registry.Approved(TAG, List.of(new Registry.Approval(1, signature))));
    return Psp.start(
        location(folder),
        new Psp.Keys(Secret.random(32, ENTROPY), BlindRsaSecretKey.generate(2_048, ENTROPY)),
        new Psp.Surroundings(
            Relay.none(),
            List.of(new PublicFile("genesis", "00ff")),
            Optional.of(new Psp.Enrolling(Map.of(HALL, hall.publicKey()), registry)),
            Set.of(neighbour),
            Barred.nobody(),
            ListedKey.none()),
        ServerLimits.STANDARD,
        () -> NOW,
        ENTROPY);
  }

  @Test
  @Requirement("U15")
  void thePageIsWhatTheProviderSaysOfItself() throws Exception {
    try (ApiRecorder recorder = new ApiRecorder();
        HttpClient client = HttpClient.newHttpClient()) {
      String itself = "http://127.0.0.1:" + recorder.port();
      try (Psp psp = start(ServiceAddress.parse(itself, ServerTrust.system()).orElseThrow())) {
        recorder.leadTo(psp.port());
        askEverything(() -> new Visitor(client, recorder.port(), NAME, ENTROPY), itself);
        new ReferencePage(
                "provider",
                "services/psp ProviderReferenceTest",
                "The API of a payment service provider",
                HEAD)
            .with("", recorder)
            .isCommitted();
      }
    }
  }

  private void askEverything(Supplier<Visitor> another, String itself) {
    Visitor ana = another.get();
    done(ana.ask("GET", "/v1/provider", Optional.empty(), Map.of()));
    done(ana.ask("GET", "/v1/ledger", Optional.empty(), Map.of()));
    Map<String, String> shown = Map.of("challenge", "5a".repeat(32), "address", itself);
    done(ana.ask("POST", "/v1/provider/proof", Optional.empty(), shown));
    done(ana.register());
    done(ana.enter());
    done(ana.inside("PUT", "/v1/names/ana", Map.of("address", "spc1" + "q".repeat(262))));
    done(ana.admitted("GET", "/v1/names/ana", Map.of()));
    done(ana.inside("PUT", "/v1/backup", Map.of("version", 7, "content", "c0ffee")));
    done(ana.inside("GET", "/v1/backup", Map.of()));
    Told request = done(ana.admitted("POST", "/v1/requests", Map.of("content", "c0ffee")));
    String id = request.content().get("id").asString();
    done(ana.ask("GET", "/v1/requests/" + id, Optional.empty(), Map.of()));
    askForLetters(ana, itself);
    done(ana.inside("POST", "/v1/enrolments", application(ana)));
    done(ana.inside("GET", "/v1/customers/me", Map.of()));
    done(ana.inside("DELETE", "/v1/names/ana", Map.of()));
    done(ana.inside("DELETE", "/v1/sessions", Map.of()));
    done(ana.enter());
    Visitor spare = another.get();
    Visitor next = another.get();
    done(ana.spare(spare));
    done(ana.rotate(next));
    done(next.enter());
    done(next.inside("DELETE", "/v1/customers/me", Map.of()));
  }

  private static void askForLetters(Visitor ana, String itself) {
    String letter = "0".repeat(2 * Mailboxes.LETTER_SIZE);
    done(ana.admitted("POST", "/v1/mailboxes", Map.of("key", ana.key())));
    Map<String, String> carried =
        Map.of("provider", itself, "mailbox", ana.key(), "content", letter);
    done(ana.admitted("POST", "/v1/letters", carried));
    String challenge = ana.challenge();
    done(
        ana.ask(
            "POST",
            "/v1/mailboxes/" + ana.key() + "/read",
            Optional.empty(),
            Map.of(
                "challenge",
                challenge,
                "signature",
                ana.sign(challenge, Purpose.READ, NAME),
                "done",
                List.of())));
  }

  private Map<String, ?> application(Visitor ana) {
    Ed25519PublicKey holder = ana.publicKey();
    Evidence evidence = new Evidence(HALL, ANA, holder, 0, NOW + 60);
    return Map.of(
        "issuer",
        HALL,
        "pseudonym",
        ANA.toHex(),
        "kind",
        0,
        "expires",
        NOW + 60,
        "signature",
        hall.sign(evidence.bytes()).toHex(),
        "spendkey",
        "97".repeat(48),
        "height",
        64,
        "consent",
        "5a".repeat(64));
  }

  private static Told done(Told told) {
    assertThat(told.status()).as("%s", told.content()).isEqualTo(200);
    return told;
  }
}
