package org.specie.cli.registrar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.specie.cash.protocol.registration.TagKey;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.dkg.DkgParameters;
import org.specie.kernel.crypto.dkg.LocalCeremony;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.services.api.OwnCertificate;
import org.specie.services.registrar.asking.RegistrarPlace;

/** What providers are handed of registrars, and which folders of it they do not take. */
final class RegistrarCardsTest {
  private static final Entropy ENTROPY = new SecureRandom()::nextBytes;
  private static final URI URL = URI.create("https://127.0.0.1:7400");

  @TempDir private Path folder;

  private final Ed25519PublicKey key = Ed25519SecretKey.generate(ENTROPY).publicKey();

  private Path cards() throws IOException {
    Path certificate = folder.resolve("own.crt");
    OwnCertificate.make(
        "127.0.0.1",
        2,
        () -> Instant.now().getEpochSecond(),
        ENTROPY,
        certificate,
        folder.resolve("own.key"));
    Path cards = folder.resolve("cards");
    RegistrarCards.write(cards, "one", URL, key, certificate);
    return cards;
  }

  @Test
  void aCardSaysWhereByWhichKeyAndByWhichCertificate() throws IOException {
    Path cards = cards();
    List<RegistrarPlace> places = RegistrarCards.in(cards);
    assertThat(places).hasSize(1);
    assertThat(places.getFirst().key()).isEqualTo(key);
    assertThat(places.getFirst().address().root()).isEqualTo(URL);
    assertThat(places.getFirst().address().trust().pem())
        .isEqualTo(Optional.of(Files.readString(folder.resolve("own.crt"))));
  }

  @Test
  void aNameIsOfOneKey() throws IOException {
    Path cards = cards();
    Ed25519PublicKey other = Ed25519SecretKey.generate(ENTROPY).publicKey();
    assertThat(RegistrarCards.isOfAnother(cards, "one", key)).isFalse();
    assertThat(RegistrarCards.isOfAnother(cards, "one", other)).isTrue();
    assertThat(RegistrarCards.isOfAnother(cards, "two", other)).isFalse();
  }

  @Test
  void refusesAFolderWithoutCardsOrWithOneThatIsNone() throws IOException {
    Path cards = cards();
    Path card = cards.resolve("one.card");
    String good = Files.readString(card);
    for (String bad :
        List.of(
            good.replace("https", "http"),
            good.replace("https://127.0.0.1:7400", "registrar one"),
            good.replace(key.bytes().toHex(), "00"),
            good.replaceAll("(?m)^key.*$", ""),
            "")) {
      Files.writeString(card, bad);
      assertThatThrownBy(() -> RegistrarCards.in(cards)).as(bad).isInstanceOf(IOException.class);
    }
    Files.writeString(card, good);
    Path certificate = cards.resolve("one.crt");
    Files.writeString(certificate, "no certificate");
    assertThatThrownBy(() -> RegistrarCards.in(cards)).isInstanceOf(IOException.class);
    Files.delete(certificate);
    assertThatThrownBy(() -> RegistrarCards.in(cards)).isInstanceOf(IOException.class);
    Files.delete(card);
    assertThatThrownBy(() -> RegistrarCards.in(cards))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("specie registrar create");
    assertThatThrownBy(() -> RegistrarCards.in(folder.resolve("nowhere")))
        .isInstanceOf(IOException.class);
  }

  private static TagKey tags() {
    return new TagKey(
        LocalCeremony.run(
                DkgParameters.forQuorum(Hash32.of(ENTROPY.bytes(Hash32.SIZE)), 3, 2, 1), ENTROPY)
            .key()
            .quorumKey());
  }

  @Test
  void amongThemIsOneKeyBehindTagsAndNoDamagedOne() throws IOException {
    Path cards = cards();
    assertThatThrownBy(() -> RegistrarCards.tags(cards))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("tags.key");
    TagKey tags = tags();
    RegistrarCards.writeTags(cards, tags);
    RegistrarCards.writeTags(cards, tags);
    assertThat(RegistrarCards.tags(cards)).isEqualTo(tags);
    assertThatThrownBy(() -> RegistrarCards.writeTags(cards, tags()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("another key");
    byte[] good = Files.readAllBytes(cards.resolve("tags.key"));
    for (int at : new int[] {0, 5, good.length - 1}) {
      byte[] bad = good.clone();
      bad[at] ^= 1;
      Files.write(cards.resolve("tags.key"), bad);
      assertThatThrownBy(() -> RegistrarCards.tags(cards))
          .as("byte %d", at)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("damaged");
    }
  }
}
