package org.specie.services.bank;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.specie.services.database.Database;
import org.specie.services.database.Place;

/** The database refuses a book that is wrong. docs/spec/59-bank-service.md 2.3. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BookTest {
  private static final String MOVE =
      "INSERT INTO movement (kind, reference, amount, booked)"
          + " VALUES ('PAID_IN', sha256(random()::text::bytea), 5, 0);";
  private static final String LAST = "(SELECT max(number) FROM movement)";
  private static final String ACCOUNTS =
      "INSERT INTO account (kind, name, key, access_hash) VALUES"
          + " ('CUSTOMER', 'c', sha256('c'), sha256('d'));"
          + "INSERT INTO account (kind, name) VALUES ('SHADOW', 'shadow/s')";

  @TempDir private static Path folder;
  private Database database;

  @BeforeAll
  void open() throws IOException {
    database = BankService.database(new Place.Embedded(folder.resolve("data")));
    run(ACCOUNTS);
  }

  @AfterAll
  void close() throws IOException {
    database.close();
  }

  private void run(String words) throws IOException {
    var _ =
        database.transact(
            connection -> {
              try (Statement statement = connection.createStatement()) {
                return statement.execute(words);
              }
            });
  }

  private static String post(String account, long change) {
    return "INSERT INTO posting SELECT %s, number, %d FROM account WHERE name = '%s';"
        .formatted(LAST, change, account);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nothing is posted",
        "one side",
        "two that differ",
        "another amount",
        "three sides",
        "a customer below nothing",
        "pending below nothing",
        "a vault that owes",
        "an afterthought",
        "a balance by hand",
        "an account that begins with money",
        "a posting changed",
        "a movement gone",
        "a book emptied",
        "an account gone"
      })
  void refuses(String wrong) throws IOException {
    run(MOVE + post("reserve", -5) + post("c", 5));
    assertThatThrownBy(() -> run(words(wrong)))
        .as(wrong)
        .isInstanceOf(IOException.class)
        .cause()
        .hasMessageMatching("(?s).*(does not balance|only written on|violates check constraint).*");
  }

  private static String words(String wrong) {
    return switch (wrong) {
      case "nothing is posted" -> MOVE;
      case "one side" -> MOVE + post("c", 5);
      case "two that differ" -> MOVE + post("reserve", -4) + post("c", 5);
      case "another amount" -> MOVE + post("reserve", -6) + post("c", 6);
      case "three sides" -> MOVE + post("reserve", -10) + post("c", 5) + post("pending", 5);
      case "a customer below nothing" -> many(post("reserve", 5) + post("c", -5));
      case "pending below nothing" -> MOVE + post("pending", -5) + post("c", 5);
      case "a vault that owes" -> MOVE + post("reserve", -5) + post("shadow/s", 5);
      case "an afterthought" -> post("pending", 5) + post("shadow/s", -5);
      case "a balance by hand" -> "UPDATE account SET balance = balance + 1 WHERE name = 'c'";
      case "an account that begins with money" ->
          "INSERT INTO account (kind, name, balance) VALUES ('RESERVE', 'mine', 5)";
      case "a posting changed" -> "UPDATE posting SET change = change + 1";
      case "a movement gone" -> "DELETE FROM movement";
      case "a book emptied" -> "TRUNCATE movement, posting, about";
      case "an account gone" -> "DELETE FROM account WHERE name = 'shadow/s'";
      default -> throw new AssertionError(wrong);
    };
  }

  /** More often than the customer ever got it. */
  private static String many(String postings) {
    return (MOVE + postings).repeat(100);
  }
}
