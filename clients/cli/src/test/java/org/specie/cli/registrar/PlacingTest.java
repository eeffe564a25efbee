package org.specie.cli.registrar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.specie.cash.application.policy.KeyQuorum;
import org.specie.cli.Terminal;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.node.home.DirectoryHome;
import org.specie.node.role.Registrars;

/** A share of the key behind tags is taken over, and never put over another one. */
final class PlacingTest {
  private static final Entropy ENTROPY = new SecureRandom()::nextBytes;
  private static final String ISSUER =
      "hall.example=" + Ed25519SecretKey.generate(ENTROPY).publicKey().bytes().toHex();
  private static final String FIRST = "bank/registrar-1";
  private static final String SECOND = "bank/registrar-2";
  private static final String FRESH = "fresh";

  @TempDir private Path directory;
  private Terminal terminal;

  @BeforeEach
  void found() throws IOException {
    terminal = new Terminal(directory);
    done("network", "create", "--replicas", "4", "--dir", "bank");
    assertThat(done("registrar", "create", "--dir", "bank", "--issuer", ISSUER))
        .contains("share 1 of 3", "share 2 of 3", "share 3 of 3");
    Files.delete(directory.resolve(FIRST).resolve("registrar.properties"));
  }

  private String done(String... words) {
    Terminal.Ran ran = terminal.run(words);
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    return ran.out();
  }

  private Terminal.Ran create(String home, String before) {
    return terminal.run(
        "registrar",
        "create",
        "--dir",
        "bank",
        "--issuer",
        ISSUER,
        "--home",
        home,
        "--in-place-of",
        before);
  }

  private void refused(String why, String home, String before) {
    Terminal.Ran ran = create(home, before);
    assertThat(ran.exitCode()).as(ran.out()).isEqualTo(3);
    assertThat(ran.err()).contains(why);
  }

  private String made(String home, String before) {
    Terminal.Ran ran = create(home, before);
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    return ran.out();
  }

  private Path share(String home) {
    return directory.resolve(home).resolve("secrets/member/tag-share");
  }

  @Test
  void aShareIsNeverPutOverAnother() throws IOException {
    byte[] own = Files.readAllBytes(share(FIRST));
    refused("another share", FIRST, SECOND);
    assertThat(share(FIRST)).hasBinaryContent(own);
    // Over a damaged one neither: a copy of it may be about.
    Files.write(share(FIRST), new byte[] {1});
    refused("another share", FIRST, SECOND);
    assertThat(share(FIRST)).hasBinaryContent(new byte[] {1});
    Files.write(share(FIRST), own);

    assertThat(made(FIRST, FIRST)).contains("share 1 of 3");
    assertThat(share(FIRST)).hasBinaryContent(own);
    assertThat(made(FRESH, SECOND)).contains("share 2 of 3");
    assertThat(share(FRESH)).hasSameBinaryContentAs(share(SECOND));
  }

  @Test
  void nothingIsTakenOfAnotherNetworkNorWithoutTheKeyToCompareWith() throws IOException {
    KeyQuorum _ = Registrars.found(DirectoryHome.at(directory.resolve("other")), 3, 2, ENTROPY);
    byte[] own = Files.readAllBytes(share(FIRST));
    refused("another key", FIRST, "other/registrar-1");
    assertThat(share(FIRST)).hasBinaryContent(own);
    refused("another key", FRESH, "other/registrar-1");
    assertThat(directory.resolve(FRESH)).doesNotExist();

    Files.delete(directory.resolve("bank/registrars/tags.key"));
    refused("tags.key", FRESH, SECOND);
    assertThat(directory.resolve(FRESH)).doesNotExist();
  }
}
