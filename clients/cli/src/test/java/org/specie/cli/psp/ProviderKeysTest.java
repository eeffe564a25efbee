package org.specie.cli.psp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.node.home.DirectoryHome;
import org.specie.quality.requirements.Requirement;

/** The key that registrars know is not lost by a change. Source: docs/spec/43-registrar.md, 2.4. */
final class ProviderKeysTest {
  private static final Entropy ENTROPY = new SecureRandom()::nextBytes;

  @TempDir private Path folder;

  private Ed25519PublicKey kept(String name) throws IOException {
    Optional<Secret> secret = DirectoryHome.at(folder).secret("psp", name);
    return new Ed25519SecretKey(secret.orElseThrow()).publicKey();
  }

  @Test
  @Requirement("E25")
  void ofChangesAtTheSameTimeOneIsMadeAndTheKeyBeforeStays() throws Exception {
    ProviderKeys keys = new ProviderKeys(DirectoryHome.at(folder), "north");
    Ed25519PublicKey known = keys.key(ENTROPY);
    Callable<Optional<Ed25519PublicKey>> change = () -> keys.next(ENTROPY);
    try (ExecutorService all = Executors.newFixedThreadPool(4)) {
      List<Future<Optional<Ed25519PublicKey>>> changes =
          all.invokeAll(List.of(change, change, change, change));
      assertThat(changes.stream().map(Future::resultNow).flatMap(Optional::stream).toList())
          .containsExactly(keys.key(ENTROPY));
    }
    assertThat(kept("provider-before")).isEqualTo(known);
    assertThat(keys.key(ENTROPY)).isNotEqualTo(known);

    keys.forgetTheOneBefore();
    assertThat(keys.next(ENTROPY)).isPresent();
  }
}
