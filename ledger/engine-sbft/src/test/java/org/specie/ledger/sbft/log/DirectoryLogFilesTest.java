package org.specie.ledger.sbft.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.ledger.sbft.log.ConsensusLog.Opening;

class DirectoryLogFilesTest {
  @TempDir Path directory;

  private static ConsensusLog.Opening open(LogFiles files) throws IOException {
    return ConsensusLog.open(files, Hash32.ZERO, new LogLimits(4096, 4096));
  }

  @Test
  void keepsALogInRealFiles() throws IOException {
    List<ByteString> written = new ArrayList<>();
    try (LogFiles files = DirectoryLogFiles.open(directory.resolve("log"));
        ConsensusLog log =
            ConsensusLog.startOver(files, Hash32.ZERO, new LogLimits(4096, 4096), List.of())) {
      assertThat(DirectoryLogFiles.open(directory.resolve("other")).list()).isEmpty();
      for (int i = 0; i < 50; i++) {
        ByteString record = ByteString.utf8("record " + i + " " + "x".repeat(i * 3));
        log.append(List.of(record));
        log.sync();
        written.add(record);
      }
    }
    Path torn;
    try (var segments = Files.list(directory.resolve("log"))) {
      torn =
          segments.filter(path -> path.toString().endsWith(".segment")).sorted().toList().getLast();
    }
    Files.write(torn, new byte[17], java.nio.file.StandardOpenOption.APPEND);
    try (LogFiles files = DirectoryLogFiles.open(directory.resolve("log"))) {
      Opening.Sound again = (Opening.Sound) open(files);
      assertThat(again.records()).isEqualTo(written);
      assertThat(again.tornBytes()).isEqualTo(17);
      again.log().close();
    }
  }

  @Test
  void isHeldByOneAtATime() throws IOException {
    LogFiles files = DirectoryLogFiles.open(directory);
    assertThatThrownBy(() -> DirectoryLogFiles.open(directory))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("in use");
    files.close();
    DirectoryLogFiles.open(directory).close();
  }
}
