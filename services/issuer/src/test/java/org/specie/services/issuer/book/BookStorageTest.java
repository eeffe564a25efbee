package org.specie.services.issuer.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.port.Storage;
import org.specie.kernel.core.port.Storage.Batch;
import org.specie.offline.agents.Answer;
import org.specie.services.database.Database;
import org.specie.services.database.Place;
import org.specie.services.issuer.IssuerReason;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BookStorageTest {
  private static final ByteString KEY = ByteString.utf8("key");

  @TempDir private static Path folder;

  private Database database;

  @BeforeAll
  void start() throws IOException {
    database = Database.open(new Place.Embedded(folder.resolve("data")), "issuer");
  }

  @AfterAll
  void stop() throws IOException {
    database.close();
  }

  private static FileWitness witness(String name) {
    return new FileWitness(folder.resolve(name + ".mark"));
  }

  private BookStorage open(String name, Witness witness) throws IOException {
    return BookStorage.open(database, name, witness).optional().orElseThrow();
  }

  private BookStorage open(String name) throws IOException {
    return open(name, witness(name));
  }

  private static Batch put(String value) {
    return new Batch().put(KEY, ByteString.utf8(value));
  }

  private static Optional<ByteString> value(String text) {
    return Optional.of(ByteString.utf8(text));
  }

  /** Loses power before it has kept the mark of this write. */
  private record Failing(Witness witness, long write) implements Witness {
    @Override
    public Optional<Mark> last() throws IOException {
      return witness.last();
    }

    @Override
    public void keep(Mark mark) throws IOException {
      if (mark.writes() == write) {
        throw new IOException("the disk of the marks is full");
      }
      witness.keep(mark);
    }
  }

  private void sql(String... statements) throws IOException {
    database.<Optional<String>>transact(
        (Connection connection) -> {
          try (Statement statement = connection.createStatement()) {
            for (String each : statements) {
              statement.execute(each);
            }
          } catch (SQLException e) {
            throw new AssertionError(e);
          }
          return Optional.empty();
        });
  }

  private void copy(String name) throws IOException {
    sql(
        "CREATE TABLE copy_book AS SELECT * FROM book WHERE name = '" + name + "'",
        "CREATE TABLE copy_entry AS SELECT * FROM entry WHERE book = '" + name + "'");
  }

  private void restore(String name) throws IOException {
    sql(
        "DELETE FROM entry WHERE book = '" + name + "'",
        "DELETE FROM book WHERE name = '" + name + "'",
        "INSERT INTO book SELECT * FROM copy_book",
        "INSERT INTO entry SELECT * FROM copy_entry",
        "DROP TABLE copy_book",
        "DROP TABLE copy_entry");
  }

  @Test
  void aBookIsThereAgainForTheNextProcess() throws IOException {
    open("again").write(put("first").put(ByteString.utf8("other"), ByteString.EMPTY));
    open("again").write(put("second").delete(ByteString.utf8("other")));
    BookStorage third = open("again");
    assertThat(third.get(KEY)).isEqualTo(value("second"));
    assertThat(third.get(ByteString.utf8("other"))).isEmpty();
    assertThat(third.writes()).isEqualTo(2);
    assertThat(open("again of another").get(KEY)).isEmpty();
  }

  private static ByteString numbered(int first, int number) {
    return new Encoder().u8(first).u32(number).toByteString();
  }

  @Test
  void scansInOrderThroughPages() throws IOException {
    BookStorage book = open("scanned");
    Batch batch = new Batch();
    for (int i = 600; i > 0; i--) {
      batch.put(numbered(0xff, i), ByteString.EMPTY);
    }
    book.write(batch.put(numbered(0x7f, 1), ByteString.EMPTY));
    List<ByteString> seen = new ArrayList<>();
    book.scan(numbered(0xff, 0).slice(0, 1), numbered(0xff, 3), (key, _) -> seen.add(key));
    assertThat(seen).hasSize(598).isSorted().startsWith(numbered(0xff, 3));
    List<ByteString> below = new ArrayList<>();
    book.scan(numbered(0x7f, 1), ByteString.EMPTY, (key, _) -> below.add(key));
    assertThat(below).containsExactly(numbered(0x7f, 1));
    List<ByteString> first = new ArrayList<>();
    book.scan(
        ByteString.EMPTY,
        ByteString.EMPTY,
        (key, _) -> {
          first.add(key);
          return false;
        });
    assertThat(first).containsExactly(numbered(0x7f, 1));
  }

  @Test
  void refusesABookThatWasSetBack() throws IOException {
    BookStorage book = open("set back");
    book.write(put("first"));
    copy("set back");
    book.write(put("second"));
    restore("set back");
    assertThat(BookStorage.open(database, "set back", witness("set back")))
        .isEqualTo(Answer.refused(IssuerReason.BOOK_SET_BACK));
    assertThatThrownBy(() -> book.write(put("third"))).isInstanceOf(BookOfOthers.class);
  }

  @Test
  void refusesABookThatWentOnElsewhere() throws IOException {
    BookStorage book = open("forked");
    book.write(put("first"));
    Files.copy(folder.resolve("forked.mark"), folder.resolve("copy.mark"));
    copy("forked");
    book.write(put("second"));
    restore("forked");
    open("forked", witness("copy")).write(put("otherwise"));
    assertThat(BookStorage.open(database, "forked", witness("forked")))
        .isEqualTo(Answer.refused(IssuerReason.BOOK_UNKNOWN));
  }

  @Test
  void refusesAWrittenBookThatTheFolderNeverSaw() throws IOException {
    open("foreign").write(put("first"));
    assertThat(BookStorage.open(database, "foreign", witness("another folder")))
        .isEqualTo(Answer.refused(IssuerReason.BOOK_UNKNOWN));
  }

  @Test
  void goesOnAfterACrashBetweenTheDatabaseAndTheMark() throws IOException {
    BookStorage crashed = open("crashed", new Failing(witness("crashed"), 2));
    crashed.write(put("first"));
    assertThatThrownBy(() -> crashed.write(put("second"))).isInstanceOf(IOException.class);
    assertThat(witness("crashed").last().orElseThrow().writes()).isEqualTo(1);
    BookStorage next = open("crashed");
    assertThat(next.get(KEY)).isEqualTo(value("second"));
    next.write(put("third"));
    assertThat(witness("crashed").last().orElseThrow().writes()).isEqualTo(3);
  }

  @Test
  void looksWhetherAWriteInDoubtHappened() throws IOException {
    AtomicInteger failures = new AtomicInteger(1);
    FileWitness file = witness("doubted");
    Witness once =
        new Witness() {
          @Override
          public Optional<Mark> last() throws IOException {
            return file.last();
          }

          @Override
          public void keep(Mark mark) throws IOException {
            if (mark.writes() == 1 && failures.getAndDecrement() > 0) {
              throw new IOException("the disk of the marks is full for a moment");
            }
            file.keep(mark);
          }
        };
    BookStorage book = open("doubted", once);
    assertThatThrownBy(() -> book.write(put("first"))).isInstanceOf(IOException.class);
    assertThat(book.get(KEY)).isEqualTo(value("first"));
    book.write(put("second"));
    assertThat(book.writes()).isEqualTo(2);
    assertThat(file.last().orElseThrow().writes()).isEqualTo(2);
  }

  @Test
  void whoeverOpenedABookBeforeWritesNothingAnyMore() throws IOException {
    BookStorage before = open("taken");
    before.write(put("before"));
    BookStorage after = open("taken");
    assertThatThrownBy(() -> before.write(put("late"))).isInstanceOf(BookOfOthers.class);
    assertThat(after.get(KEY)).isEqualTo(value("before"));
    after.write(put("after"));
    assertThatThrownBy(() -> before.write(put("later"))).isInstanceOf(BookOfOthers.class);
    assertThat(open("taken").get(KEY)).isEqualTo(value("after"));
  }

  private static int asked(Kept<Integer> kept) throws IOException {
    return kept.ask(agent -> agent);
  }

  @Test
  void anAgentThatFailedIsReadAgain() throws IOException {
    AtomicInteger opened = new AtomicInteger();
    Storage book = open("read again");
    Kept<Integer> kept = new Kept<>(book, _ -> opened.incrementAndGet());
    assertThat(asked(kept)).isEqualTo(1);
    assertThat(asked(kept)).isEqualTo(1);
    assertThatThrownBy(
            () ->
                kept.ask(
                    _ -> {
                      throw new IOException("in the middle");
                    }))
        .isInstanceOf(IOException.class);
    assertThat(asked(kept)).isEqualTo(2);
  }
}
