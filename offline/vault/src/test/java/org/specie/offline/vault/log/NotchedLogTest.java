package org.specie.offline.vault.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.core.port.Storage;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.offline.vault.Answer;
import org.specie.offline.vault.VaultReason;
import org.specie.offline.vault.hsm.Hsm;
import org.specie.quality.requirements.Requirement;

/** What a log promises, among copies of its disk and processes that share its HSM (V3, V4). */
@Requirement("R116")
class NotchedLogTest {
  private static final Entropy ENTROPY = new SecureRandom()::nextBytes;
  private static final ByteString OPENED = ByteString.utf8("opened");

  private final MemoryHsm hsm = new MemoryHsm();
  private final List<ByteString> read = new ArrayList<>();
  private Storage disk = new MemoryStorage();

  private Answer<NotchedLog> tryToOpen(Hsm with, Storage from) throws IOException {
    read.clear();
    return NotchedLog.open(with, from, ENTROPY, read::add, OPENED);
  }

  private NotchedLog open(Hsm with, Storage from) throws IOException {
    if (tryToOpen(with, from) instanceof Answer.Given<NotchedLog>(NotchedLog log)) {
      return log;
    }
    throw new AssertionError("refused");
  }

  private static Storage copy(Storage of) throws IOException {
    MemoryStorage copy = new MemoryStorage();
    Storage.Batch all = new Storage.Batch();
    of.scan(
        ByteString.EMPTY,
        ByteString.EMPTY,
        (key, value) -> {
          all.put(key, value);
          return true;
        });
    copy.write(all);
    return copy;
  }

  private static ByteString body(int number) {
    return ByteString.utf8("record " + number);
  }

  @BeforeEach
  void forget() {
    disk = new MemoryStorage();
  }

  @Test
  void readsWhatWasWritten() throws IOException {
    NotchedLog log = open(hsm, disk);
    log.append(body(1));
    log.append(body(2));
    open(hsm, disk);
    assertThat(read).containsExactly(OPENED, body(1), body(2));
    open(hsm, disk);
    assertThat(read).containsExactly(OPENED, body(1), body(2), OPENED);
    assertThat(hsm.names()).as("the log's key and one notch").hasSize(2);
  }

  @Test
  void refusesEveryCopyButTheLast() throws IOException {
    NotchedLog log = open(hsm, disk);
    List<Storage> copies = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      copies.add(copy(disk));
      log.append(body(i));
    }
    copies.add(new MemoryStorage());
    for (Storage each : copies) {
      assertThat(tryToOpen(hsm, each)).isEqualTo(new Answer.Refused<>(VaultReason.SET_BACK));
    }
    log.append(body(5));
    open(hsm, disk);
    assertThat(read).hasSize(7);
  }

  /** Bad input: any byte of any record. */
  @Test
  void refusesADamagedRecord() throws IOException {
    NotchedLog log = open(hsm, disk);
    log.append(body(1));
    log.append(body(2));
    for (int record = 0; record < 3; record++) {
      ByteString key = key(record);
      ByteString whole = disk.get(key).orElseThrow();
      for (int at = 0; at < whole.size(); at += 7) {
        byte[] damaged = whole.toByteArray();
        damaged[at] ^= 1;
        Storage other = copy(disk);
        other.write(new Storage.Batch().put(key, ByteString.copyOf(damaged)));
        assertThat(tryToOpen(hsm, other))
            .isEqualTo(new Answer.Refused<>(VaultReason.STATE_DAMAGED));
      }
      Storage without = copy(disk);
      without.write(new Storage.Batch().delete(key));
      VaultReason reason = record == 2 ? VaultReason.SET_BACK : VaultReason.STATE_DAMAGED;
      assertThat(tryToOpen(hsm, without)).isEqualTo(new Answer.Refused<>(reason));
    }
    open(hsm, disk);
  }

  private static ByteString key(int record) {
    return new Encoder().fixed(ByteString.utf8("vault/log/")).u32(record).toByteString();
  }

  @Test
  void refusesTheDiskOfAnotherHsm() throws IOException {
    open(hsm, disk).append(body(1));
    MemoryHsm other = new MemoryHsm();
    assertThat(tryToOpen(other, copy(disk)))
        .isEqualTo(new Answer.Refused<>(VaultReason.WRONG_TOKEN));
    open(other, new MemoryStorage());
    assertThat(tryToOpen(other, copy(disk)))
        .isEqualTo(new Answer.Refused<>(VaultReason.STATE_DAMAGED));
  }

  @Test
  void whoOpensLastGoesOn() throws IOException {
    NotchedLog first = open(hsm, disk);
    NotchedLog second = open(hsm, copy(disk));

    assertThatThrownBy(first::requireCurrent).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> first.append(body(1))).isInstanceOf(IOException.class);
    second.append(body(2));
    second.requireCurrent();
    assertThat(tryToOpen(hsm, disk)).isEqualTo(new Answer.Refused<>(VaultReason.SET_BACK));
  }
}
