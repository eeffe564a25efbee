package org.specie.wallet.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.specie.kernel.core.ByteString;

/** Files beside a wallet or a purse that others of the same machine do not read. */
final class PrivateFileTest {
  private static final ByteString ONE = ByteString.utf8("one");

  @TempDir Path folder;

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void letsNobodyElseReadWhatWasThereBefore() throws IOException {
    Path file = Files.writeString(folder.resolve("evidence"), "for all");
    PrivateFile.replace(file, ONE);
    assertThat(permissions(file)).isEqualTo("rw-------");
    assertThat(file).hasContent("one");
    assertThat(folder.resolve("evidence.next")).doesNotExist();
  }

  /** What was half written belonged to others, perhaps. */
  @Test
  void takesNothingOfWhatWasHalfWritten() throws IOException {
    Path file = folder.resolve("evidence");
    Path next = Files.writeString(folder.resolve("evidence.next"), "half of som");
    Files.setPosixFilePermissions(next, PosixFilePermissions.fromString("rw-rw-rw-"));
    PrivateFile.replace(file, ONE);
    assertThat(permissions(file)).isEqualTo("rw-------");
    assertThat(file).hasContent("one");
  }

  @Test
  void movesAndDeletes() throws IOException {
    Path file = folder.resolve("evidence");
    PrivateFile.replace(file, ONE);
    Path aside = folder.resolve("evidence.refused");
    PrivateFile.move(file, aside);
    assertThat(file).doesNotExist();
    assertThat(aside).hasContent("one");
    PrivateFile.delete(aside);
    PrivateFile.delete(aside);
    assertThat(aside).doesNotExist();
  }

  @Test
  void makesFoldersOfTheOwnersAlone() throws IOException {
    Path made = folder.resolve("withdrawals");
    PrivateFile.createFolder(made);
    PrivateFile.createFolder(made);
    assertThat(permissions(made)).isEqualTo("rwx------");
  }
}
