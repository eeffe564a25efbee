package org.specie.ledger.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.port.Storage;
import org.specie.quality.requirements.Requirement;

/** What every adapter of the storage port promises; each adapter's test extends it. */
@Requirement("E2")
public abstract class StorageContract {
  private Storage storage;

  /** A storage without entries. */
  protected abstract Storage open() throws IOException;

  @BeforeEach
  void openStorage() throws IOException {
    storage = open();
  }

  @AfterEach
  void closeStorage() throws IOException {
    storage.close();
  }

  private static ByteString bytes(String text) {
    return ByteString.utf8(text);
  }

  private List<String> scan(ByteString prefix, ByteString from, int limit) throws IOException {
    List<String> seen = new ArrayList<>();
    storage.scan(
        prefix,
        from,
        (key, value) -> {
          seen.add(key.toHex() + "=" + value.toUtf8());
          return seen.size() < limit;
        });
    return seen;
  }

  @Test
  void findsWhatWasWrittenAndNothingElse() throws IOException {
    storage.write(new Storage.Batch().put(bytes("a"), bytes("1")).put(bytes("b"), bytes("")));

    assertThat(storage.get(bytes("a"))).contains(bytes("1"));
    assertThat(storage.get(bytes("b"))).contains(ByteString.EMPTY);
    assertThat(storage.get(bytes("c"))).isEmpty();
  }

  @Test
  void appliesTheChangesOfABatchInTheirOrder() throws IOException {
    storage.write(
        new Storage.Batch()
            .put(bytes("a"), bytes("1"))
            .delete(bytes("a"))
            .put(bytes("a"), bytes("2"))
            .put(bytes("b"), bytes("1"))
            .delete(bytes("b"))
            .delete(bytes("never there")));

    assertThat(storage.get(bytes("a"))).contains(bytes("2"));
    assertThat(storage.get(bytes("b"))).isEmpty();
  }

  @Test
  void scansInOrderOfUnsignedBytesWithinThePrefix() throws IOException {
    storage.write(
        new Storage.Batch()
            .put(ByteString.hex("01ff"), bytes("d"))
            .put(ByteString.hex("017f"), bytes("b"))
            .put(ByteString.hex("0180"), bytes("c"))
            .put(ByteString.hex("01"), bytes("a"))
            .put(ByteString.hex("00"), bytes("before"))
            .put(ByteString.hex("02"), bytes("after")));

    assertThat(scan(ByteString.hex("01"), ByteString.hex("01"), 9))
        .containsExactly("01=a", "017f=b", "0180=c", "01ff=d");
    assertThat(scan(ByteString.hex("01"), ByteString.hex("0180"), 9))
        .containsExactly("0180=c", "01ff=d");
    assertThat(scan(ByteString.hex("01"), ByteString.hex("00"), 2))
        .containsExactly("01=a", "017f=b");
    assertThat(scan(ByteString.hex("01"), ByteString.hex("02"), 9)).isEmpty();
    assertThat(scan(ByteString.EMPTY, ByteString.EMPTY, 9)).hasSize(6);
  }

  @Test
  void aVisitorMayWriteWhatTheScanThenDoesNotShow() throws IOException {
    storage.write(new Storage.Batch().put(bytes("a"), bytes("1")).put(bytes("c"), bytes("1")));
    List<String> seen = new ArrayList<>();
    storage.scan(
        ByteString.EMPTY,
        ByteString.EMPTY,
        (key, value) -> {
          storage.write(new Storage.Batch().put(bytes("b"), bytes("2")));
          return seen.add(key.toUtf8());
        });

    assertThat(seen).containsExactly("a", "c");
    assertThat(storage.get(bytes("b"))).contains(bytes("2"));
  }

  @Test
  void agreesWithAMapOverRandomBatches() throws IOException {
    Random random = new Random(5);
    TreeMap<String, String> oracle = new TreeMap<>();
    for (int round = 0; round < 40; round++) {
      Storage.Batch batch = new Storage.Batch();
      for (int i = 0; i < 5; i++) {
        ByteString key = ByteString.copyOf(new byte[] {(byte) random.nextInt(256)});
        if (random.nextInt(3) == 0) {
          batch.delete(key);
          oracle.remove(key.toHex());
        } else {
          batch.put(key, bytes("v" + round));
          oracle.put(key.toHex(), key.toHex() + "=v" + round);
        }
      }
      storage.write(batch);
    }
    assertThat(scan(ByteString.EMPTY, ByteString.EMPTY, Integer.MAX_VALUE))
        .isEqualTo(List.copyOf(oracle.values()));
  }

  @Test
  void refusesUseAfterItIsClosed() throws IOException {
    storage.close();

    assertThatThrownBy(() -> storage.get(bytes("a"))).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> storage.write(new Storage.Batch())).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> scan(ByteString.EMPTY, ByteString.EMPTY, 1))
        .isInstanceOf(IOException.class);
  }
}
