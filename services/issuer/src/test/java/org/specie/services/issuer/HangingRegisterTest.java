package org.specie.services.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.offline.agents.Answer;
import org.specie.offline.agents.RegisterWorld;
import org.specie.offline.agents.World;
import org.specie.offline.agents.pseudonym.Claim;
import org.specie.offline.agents.pseudonym.IdentityRegister;
import org.specie.offline.agents.pseudonym.LetterCall;
import org.specie.offline.token.value.OwnerId;
import org.specie.services.issuer.pseudonym.DistantLetters;
import org.specie.services.issuer.pseudonym.Identities;
import org.specie.services.issuer.pseudonym.PseudonymLine;

/**
 * An identity register that takes its time holds nobody but who is looked up in it. Spec:
 * docs/spec/58-issuer-service.md 10.2.
 */
class HangingRegisterTest {
  private static final ByteString REQUEST = ByteString.copyOf(new byte[16]);
  private static final long PATIENCE_SECONDS = 60;

  @RegisterExtension private static final Towns TOWNS = new Towns();
  @TempDir private static Path folder;

  private final CountDownLatch asked = new CountDownLatch(2);
  private final CountDownLatch answers = new CountDownLatch(1);

  /** It knows nobody, and says so late. */
  private final IdentityRegister hanging =
      new IdentityRegister() {
        @Override
        public String source() {
          return "slow";
        }

        @Override
        public Optional<Person> find(String reference) throws IOException {
          asked.countDown();
          try {
            assertThat(answers.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
          return Optional.empty();
        }
      };

  @Test
  void whoIsNotLookedUpIsAnsweredMeanwhile() throws Exception {
    RegisterWorld sealing = new RegisterWorld();
    Ed25519SecretKey ana = Town.key();
    Town town = TOWNS.found(folder);
    try (ExecutorService others = Executors.newVirtualThreadPerTaskExecutor()) {
      Pseudonyms pseudonyms =
          new Pseudonyms(
              town,
              "pseudonym",
              sealing.agentKeys,
              sealing.authorities.key().key(),
              _ -> Answer.given(Identities.of(hanging)));
      IssuerService running = pseudonyms.start(town.registerTo(town.startFactory()));
      PseudonymLine station = pseudonyms.lineFor(town.stationKey, running);
      DistantLetters letters = pseudonyms.lettersOf(running);
      Future<Answer<OwnerId>> consents =
          others.submit(() -> station.identify(pseudonyms.consent(ana, "0017", 1)));
      LetterCall call =
          LetterCall.fetch(ana, pseudonyms.keys.publicKey(), new Claim("0017", 1, World.NOW));
      Future<?> fetches = others.submit(() -> letters.fetch(call));
      assertThat(asked.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("both are asked").isTrue();
      OwnerId nobody =
          pseudonyms.lineFor(town.stationKey, running).anonymous(REQUEST).optional().orElseThrow();
      assertThat(pseudonyms.lineFor(pseudonyms.authorityKey, running).entry(nobody)).isEmpty();
      assertThat(consents.isDone() || fetches.isDone()).as("they wait").isFalse();
      answers.countDown();
      assertThat(consents.get()).isInstanceOf(Answer.Refused.class);
      assertThat(fetches.get()).isInstanceOf(Answer.Refused.class);
      letters.close();
    } finally {
      answers.countDown();
      town.close();
    }
  }
}
