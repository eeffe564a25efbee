package org.specie.ledger.state.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.port.Storage;
import org.specie.ledger.state.StorageContract;
import org.specie.quality.requirements.Requirement;

class RocksStorageTest extends StorageContract {
  private static final int BATCHES = 3;

  @TempDir Path directory;

  @Override
  protected Storage open() throws IOException {
    return RocksStorage.open(directory.resolve("contract"));
  }

  private static ByteString key(int batch, int half) {
    return ByteString.utf8("batch " + batch + " half " + half);
  }

  private static void writeBatches(Path where) throws IOException {
    try (Storage storage = RocksStorage.open(where)) {
      for (int batch = 0; batch < BATCHES; batch++) {
        ByteString value = ByteString.copyOf(new byte[20]);
        storage.write(new Storage.Batch().put(key(batch, 0), value).put(key(batch, 1), value));
      }
    }
  }

  private static Path writeAheadLog(Path where) throws IOException {
    try (Stream<Path> files = Files.list(where)) {
      return files.filter(file -> file.toString().endsWith(".log")).findFirst().orElseThrow();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName().toString()));
      }
    }
  }

  @Test
  void keepsWhatWasWrittenWhenItIsOpenedAgain() throws IOException {
    writeBatches(directory.resolve("a"));
    try (Storage storage = RocksStorage.open(directory.resolve("a"))) {
      assertThat(storage.get(key(BATCHES - 1, 1))).isPresent();
    }
  }

  @Test
  @Requirement("D2")
  void aLogTornAtAnyByteLosesWholeBatchesFromItsEndOnly() throws IOException {
    Path whole = directory.resolve("whole");
    writeBatches(whole);
    byte[] log = Files.readAllBytes(writeAheadLog(whole));
    int fewest = BATCHES;
    for (int length = 0; length <= log.length; length += 5) {
      Path torn = directory.resolve("torn" + length);
      copy(whole, torn);
      Files.write(writeAheadLog(torn), Arrays.copyOf(log, length));
      fewest = Math.min(fewest, wholeBatches(torn));
    }
    assertThat(fewest).isZero();
    assertThat(wholeBatches(whole)).isEqualTo(BATCHES);
  }

  private static int wholeBatches(Path where) throws IOException {
    int whole = 0;
    try (Storage storage = RocksStorage.open(where)) {
      boolean isEnded = false;
      for (int batch = 0; batch < BATCHES; batch++) {
        List<Boolean> halves =
            List.of(storage.get(key(batch, 0)).isPresent(), storage.get(key(batch, 1)).isPresent());
        assertThat(halves.get(0))
            .as("batch %d of %s is whole", batch, where)
            .isEqualTo(halves.get(1));
        assertThat(isEnded && halves.get(0)).as("nothing after what was lost").isFalse();
        isEnded |= !halves.get(0);
        whole += halves.get(0) ? 1 : 0;
      }
    }
    return whole;
  }

  @Test
  @Requirement("E4")
  void reportsALogDamagedBeforeItsEnd() throws IOException {
    Path damaged = directory.resolve("damaged");
    writeBatches(damaged);
    Path file = writeAheadLog(damaged);
    byte[] log = Files.readAllBytes(file);
    log[20] ^= 1;
    Files.write(file, log);

    assertThatThrownBy(() -> RocksStorage.open(damaged).close())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot open the database");
  }
}
