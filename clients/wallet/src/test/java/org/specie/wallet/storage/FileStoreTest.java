package org.specie.wallet.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.specie.kernel.core.ByteString;
import org.specie.wallet.Answer;
import org.specie.wallet.Refusal;
import org.specie.wallet.WalletReason;

/** docs/spec/30-wallet.md, clause 30.3. */
final class FileStoreTest {
  private static final ByteString ONE = ByteString.utf8("one");
  private static final ByteString TWO = ByteString.utf8("two, and longer");

  @TempDir Path folder;

  @Test
  void keepsWhatWasWrittenLast() throws IOException {
    Path file = folder.resolve("below/ana.wallet");
    try (FileStore store = FileStore.open(file).orThrow()) {
      assertThat(store.read()).isEmpty();
      store.replace(ONE);
      store.replace(TWO);
      assertThat(store.read()).contains(TWO);
    }
    try (FileStore store = FileStore.open(file).orThrow()) {
      assertThat(store.read()).contains(TWO);
    }
  }

  @Test
  void replacesWholeEvenAfterAWriteThatWasCutOff() throws IOException {
    Path file = folder.resolve("ana.wallet");
    try (FileStore store = FileStore.open(file).orThrow()) {
      store.replace(ONE);
      // What a power cut between the two steps of a replacement leaves behind.
      Files.writeString(folder.resolve("ana.wallet.next"), "half of som");
      assertThat(store.read()).contains(ONE);
      store.replace(TWO);
      assertThat(store.read()).contains(TWO);
    }
  }

  @Test
  void letsNobodyElseRead() throws IOException {
    Path file = folder.resolve("ana.wallet");
    try (FileStore store = FileStore.open(file).orThrow()) {
      store.replace(ONE);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void refusesASecondWriter() throws IOException {
    Path file = folder.resolve("ana.wallet");
    try (FileStore first = FileStore.open(file).orThrow()) {
      assertThat(first.read()).isEqualTo(Optional.empty());
      Answer<FileStore> second = FileStore.open(file);
      assertThat(second)
          .isEqualTo(Answer.refused(new Refusal(WalletReason.FILE_IN_USE, file.toString())));
    }
    FileStore.open(file).orThrow().close();
  }
}
