package org.specie.cli.registrar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.quality.requirements.Requirement;

/**
 * Only where there is no list is everybody answered; one that cannot be read answers nobody.
 * Source: docs/spec/43-registrar.md, 2.4.
 */
final class ProviderListTest {
  @TempDir private Path folder;

  @BeforeEach
  void aRegistrarLivesHere() throws IOException {
    Files.createFile(folder.resolve("registrar.properties"));
  }

  private ProviderList list() {
    return new ProviderList(folder);
  }

  private Path file() {
    return folder.resolve("providers.properties");
  }

  @Test
  @Requirement("E25")
  void isWhatWasPutUntilEverybodyIsAnswered() throws IOException {
    Ed25519PublicKey key = Ed25519SecretKey.generate(new SecureRandom()::nextBytes).publicKey();
    assertThat(list().listed()).isEmpty();
    list().put(Map.of("north", key));
    assertThat(list().listed()).contains(Map.of("north", key));
    list().put(Map.of());
    assertThat(list().listed()).contains(Map.of());
    list().answerEverybody();
    assertThat(list().listed()).isEmpty();
  }

  @Test
  @Requirement("E25")
  void aLinkThatLeadsNowhereIsNoListOfEverybody() throws IOException {
    Files.createSymbolicLink(file(), folder.resolve("gone"));
    assertThatThrownBy(() -> list().listed()).isInstanceOf(IOException.class);
    Files.delete(file());
    Files.createSymbolicLink(file(), file());
    assertThatThrownBy(() -> list().listed()).isInstanceOf(IOException.class);
    Files.delete(file());
    Files.createDirectory(file());
    assertThatThrownBy(() -> list().listed()).isInstanceOf(IOException.class);
  }

  @Test
  @Requirement("E25")
  void aFolderThatIsGoneIsNoListOfEverybody() throws IOException {
    Files.delete(folder.resolve("registrar.properties"));
    assertThatThrownBy(() -> list().listed()).isInstanceOf(IOException.class);
    ProviderList elsewhere = new ProviderList(folder.resolve("gone"));
    assertThatThrownBy(elsewhere::listed).isInstanceOf(IOException.class);
  }
}
