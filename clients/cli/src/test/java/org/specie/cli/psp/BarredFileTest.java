package org.specie.cli.psp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.quality.requirements.Requirement;

/**
 * Only where there is no list is nobody barred; one that cannot be read lets nobody in. Source:
 * docs/spec/41-psp.md 41.27.
 */
final class BarredFileTest {
  @TempDir private Path folder;

  private final ByteString ana = key();
  private final ByteString ben = key();

  private static ByteString key() {
    return Ed25519SecretKey.generate(new SecureRandom()::nextBytes).publicKey().bytes();
  }

  @BeforeEach
  void aProviderLivesHere() throws IOException {
    Files.createFile(folder.resolve("psp.properties"));
  }

  private Path file() {
    return folder.resolve("barred");
  }

  @Test
  @Requirement("E25")
  void namesWhomItWasToldAndOneThatIsReadAlreadyIsReadAgain() throws IOException {
    BarredFile asked = new BarredFile(folder);
    assertThat(asked.names(ana)).isFalse();
    new BarredFile(folder).put(ana.toHex(), true);
    assertThat(asked.names(ana)).isTrue();
    assertThat(asked.names(ben)).isFalse();
    new BarredFile(folder).put(ben.toHex(), true);
    assertThat(asked.names(ben)).isTrue();
    new BarredFile(folder).put(ana.toHex(), false);
    assertThat(asked.names(ana)).isFalse();
    Files.delete(file());
    assertThat(asked.names(ben)).isFalse();
  }

  @Test
  @Requirement("E25")
  void aLinkIsFollowedAndOneThatLeadsNowhereLetsNobodyIn() throws IOException {
    BarredFile asked = new BarredFile(folder);
    Path shared = folder.resolve("shared");
    Files.writeString(shared, ana.toHex() + "\n");
    Files.createSymbolicLink(file(), shared);
    assertThat(asked.names(ana)).isTrue();
    Files.writeString(shared, ana.toHex() + "\n" + ben.toHex() + "\n");
    assertThat(asked.names(ben)).isTrue();
    Files.delete(shared);
    assertThatThrownBy(() -> asked.names(ben)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> asked.put(key().toHex(), true)).isInstanceOf(IOException.class);
    Files.delete(file());
    Files.createSymbolicLink(file(), file());
    assertThatThrownBy(() -> asked.names(ben)).isInstanceOf(IOException.class);
  }

  @Test
  @Requirement("E25")
  void changesAtTheSameTimeAreAllKeptAndNobodyElseReadsThem() throws Exception {
    List<ByteString> keys = Stream.generate(BarredFileTest::key).limit(16).toList();
    try (ExecutorService all = Executors.newFixedThreadPool(keys.size())) {
      List<Callable<Boolean>> changes = new ArrayList<>();
      for (ByteString each : keys) {
        changes.add(
            () -> {
              new BarredFile(folder).put(each.toHex(), true);
              return true;
            });
      }
      for (Future<Boolean> each : all.invokeAll(changes)) {
        assertThat(each.get()).isTrue();
      }
    }
    BarredFile asked = new BarredFile(folder);
    for (ByteString each : keys) {
      assertThat(asked.names(each)).isTrue();
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
  }

  @Test
  @Requirement("E25")
  void aFolderThatIsGoneLetsNobodyIn() throws IOException {
    BarredFile asked = new BarredFile(folder);
    assertThat(asked.names(ana)).isFalse();
    Files.delete(folder.resolve("psp.properties"));
    assertThatThrownBy(() -> asked.names(ana)).isInstanceOf(IOException.class);
  }
}
