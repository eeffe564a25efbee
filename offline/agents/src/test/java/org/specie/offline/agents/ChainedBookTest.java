package org.specie.offline.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Storage;
import org.specie.ledger.state.memory.MemoryStorage;

/** What certifier and unsealing authority keep their entries in. */
class ChainedBookTest {
  private static final String DAMAGED = "the book is damaged";

  private final Storage disk = new MemoryStorage();

  private ChainedBook book() throws IOException {
    return ChainedBook.open(disk, DAMAGED);
  }

  private static ByteString entry(int number) {
    return ByteString.utf8("entry " + number);
  }

  private void write(int number) throws IOException {
    book().write(entry(number), Hash32.sha256(entry(number)), new Storage.Batch());
  }

  @Test
  void entriesComeBackInOrderAfterARestart() throws IOException {
    assertThat(book().count()).isZero();
    assertThat(book().head()).isEqualTo(Hash32.ZERO);
    write(1);
    write(2);
    List<ByteString> read = new ArrayList<>();
    book().read(bytes -> bytes, read::add);
    assertThat(read).containsExactly(entry(1), entry(2));
    assertThat(book().count()).isEqualTo(2);
    assertThat(book().head()).isEqualTo(Hash32.sha256(entry(2)));
  }

  @Test
  void whatStandsBesideIsWrittenWithTheEntry() throws IOException {
    ByteString key = ByteString.hex("02ff");
    book().write(entry(1), Hash32.ZERO, new Storage.Batch().put(key, entry(7)));
    assertThat(disk.get(key)).contains(entry(7));
  }

  @Test
  void aDamagedBookSaysSo() throws IOException {
    write(1);
    assertThatThrownBy(() -> book().entry(2, bytes -> bytes)).hasMessage(DAMAGED);
    assertThatThrownBy(
            () ->
                book()
                    .entry(
                        1,
                        bytes -> {
                          throw new MalformedInput("no entry");
                        }))
        .hasMessage(DAMAGED);
    for (ByteString head : List.of(ByteString.EMPTY, ByteString.hex("0102"))) {
      disk.write(new Storage.Batch().put(ByteString.hex("00"), head));
      assertThatThrownBy(this::book).isInstanceOf(IOException.class).hasMessage(DAMAGED);
    }
  }
}
