package org.specie.services.database;

import static java.lang.ProcessBuilder.Redirect.DISCARD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatabaseTest {
  private static final String SCHEMA = "shop";

  @TempDir private static Path folder;

  private Database database;

  @BeforeAll
  void start() throws IOException {
    database = Database.open(new Place.Embedded(folder.resolve("data")), SCHEMA);
  }

  @AfterAll
  void stop() throws IOException {
    database.close();
  }

  private static long pieces(Connection connection, String name) throws SQLException {
    try (PreparedStatement read =
        connection.prepareStatement("SELECT pieces FROM shelf WHERE name = ?")) {
      read.setString(1, name);
      try (ResultSet found = read.executeQuery()) {
        return found.next() ? found.getLong(1) : -1;
      }
    }
  }

  private static void put(Connection connection, String name, long pieces) throws SQLException {
    try (PreparedStatement write =
        connection.prepareStatement(
            "INSERT INTO shelf VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET pieces = EXCLUDED.pieces")) {
      write.setString(1, name);
      write.setLong(2, pieces);
      write.executeUpdate();
    }
  }

  private static Void add(Connection connection, String name) throws SQLException {
    put(connection, name, pieces(connection, name) + 1);
    return null;
  }

  /** Somebody else's database may be locked by them for as long as they like. */
  @Test
  void aQuestionToSomebodyElsesDatabaseEnds() throws Exception {
    try (EmbeddedPostgres server = EmbeddedPostgres.builder().start();
        Connection theirs = server.getPostgresDatabase().getConnection();
        Statement locking = theirs.createStatement()) {
      locking.execute("CREATE TABLE customer (name text)");
      Place.External place = new Place.External(server.getJdbcUrl("postgres", "postgres"));
      try (Database read = Database.openToRead(place, Duration.ofSeconds(1))) {
        assertThat(read.<Long>transact(connection -> count(connection))).isZero();
        theirs.setAutoCommit(false);
        locking.execute("LOCK TABLE customer");
        assertThatThrownBy(() -> read.<Long>transact(connection -> count(connection)))
            .isInstanceOf(IOException.class);
        theirs.rollback();
        assertThat(read.<Long>transact(connection -> count(connection))).isZero();
      }
    }
  }

  private static long count(Connection connection) throws SQLException {
    try (Statement asking = connection.createStatement();
        ResultSet counted = asking.executeQuery("SELECT count(*) FROM customer")) {
      counted.next();
      return counted.getLong(1);
    }
  }

  @Test
  void aTransactionHappensWholeOrNotAtAll() throws IOException {
    assertThatThrownBy(
            () ->
                database.transact(
                    connection -> {
                      put(connection, "half", 1);
                      throw new IOException("the other half is missing");
                    }))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(
            () ->
                database.transact(
                    connection -> {
                      put(connection, "half", 1);
                      put(connection, "negative", -1);
                      return true;
                    }))
        .isInstanceOf(IOException.class);

    assertThat(database.<Long>transact(connection -> pieces(connection, "half"))).isEqualTo(-1);
  }

  @Test
  void transactionsThatMeetAreAsIfOneCameAfterTheOther() throws Exception {
    database.transact(
        connection -> {
          put(connection, "counter", 0);
          return true;
        });
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<Integer>> all = new ArrayList<>();
      for (int thread = 0; thread < 4; thread++) {
        all.add(threads.submit(this::addUntilItFails));
      }
      int added = 0;
      for (Future<Integer> each : all) {
        added += each.get(60, TimeUnit.SECONDS);
      }
      assertThat(database.<Long>transact(connection -> pieces(connection, "counter")))
          .isEqualTo(added)
          .isPositive();
    }
  }

  private int addUntilItFails() {
    int added = 0;
    try {
      for (int i = 0; i < 25; i++) {
        database.transact(connection -> add(connection, "counter"));
        added++;
      }
    } catch (IOException _) {
      // Too many stood in the way; what was confirmed counts.
    }
    return added;
  }

  @Test
  void whatIsConfirmedIsOnTheDisk() throws IOException {
    for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
      assertThat(
              database.<String>transact(
                  connection -> {
                    try (var shown = connection.createStatement();
                        ResultSet row = shown.executeQuery("SHOW " + setting)) {
                      return row.next() ? row.getString(1) : "";
                    }
                  }))
          .as(setting)
          .isEqualTo("on");
    }
  }

  /** A service in a process of its own: confirms something, says so, and waits to be killed. */
  static final class Service {
    private Service() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
      Database database = Database.open(new Place.Embedded(Path.of(arguments[0])), SCHEMA);
      database.transact(
          connection -> {
            put(connection, "kept", 7);
            return true;
          });
      System.out.println("confirmed");
      new CountDownLatch(1).await();
    }
  }

  private static List<String> command(Path data) {
    return List.of(
        ProcessHandle.current().info().command().orElse("java"),
        "-cp",
        System.getProperty("java.class.path"),
        Service.class.getName(),
        data.toString());
  }

  @Test
  void whatIsConfirmedSurvivesAServiceThatIsKilled(@TempDir Path other) throws Exception {
    Path data = other.resolve("data");
    Process service = new ProcessBuilder(command(data)).redirectError(DISCARD).start();
    try (BufferedReader said = service.inputReader()) {
      assertThat(said.readLine()).isEqualTo("confirmed");
    } finally {
      service.destroyForcibly().waitFor();
    }
    long server = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).getFirst());
    assertThat(ProcessHandle.of(server).filter(ProcessHandle::isAlive)).isPresent();

    try (Database second = Database.open(new Place.Embedded(data), SCHEMA)) {
      assertThat(second.<Long>transact(connection -> pieces(connection, "kept"))).isEqualTo(7);
      assertThat(ProcessHandle.of(server).filter(ProcessHandle::isAlive)).isEmpty();
    }
  }

  @Test
  void aServiceThatLivesIsNotTakenForALeftover(@TempDir Path other) throws Exception {
    Path data = other.resolve("data");
    Process service = new ProcessBuilder(command(data)).redirectError(DISCARD).start();
    try (BufferedReader said = service.inputReader()) {
      assertThat(said.readLine()).isEqualTo("confirmed");
      long server = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).getFirst());
      assertThatThrownBy(() -> Database.open(new Place.Embedded(data), SCHEMA))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("used by a process that runs");
      assertThat(ProcessHandle.of(server).filter(ProcessHandle::isAlive)).isPresent();
    } finally {
      service.destroyForcibly().waitFor();
      Leftover.stop(data);
    }
    assertThatThrownBy(() -> Database.open(new Place.Embedded(folder.resolve("data")), SCHEMA))
        .isInstanceOf(IOException.class);
    assertThat(database.<Long>transact(connection -> pieces(connection, "nothing"))).isEqualTo(-1);
  }

  @Test
  void oneThatRunsElsewhereServesAsWell() throws IOException {
    List<String> server = Files.readAllLines(folder.resolve("data").resolve("postmaster.pid"));
    String url =
        "jdbc:postgresql://127.0.0.1:%s/postgres?user=postgres".formatted(server.get(3).strip());
    database.transact(
        connection -> {
          put(connection, "shared", 3);
          return true;
        });

    try (Database elsewhere = Database.open(new Place.External(url), SCHEMA)) {
      assertThat(elsewhere.<Long>transact(connection -> pieces(connection, "shared"))).isEqualTo(3);
    }
    assertThat(database.<Long>transact(connection -> pieces(connection, "shared"))).isEqualTo(3);
  }

  @Test
  void aPlaceNeverShowsItsPassword() {
    assertThat(new Place.External("jdbc:postgresql://h/d?password=secret").toString())
        .doesNotContain("secret");
  }

  @Test
  void saysWhatToDoWhenNothingAnswers() {
    assertThatThrownBy(
            () ->
                Database.open(
                    new Place.External("jdbc:postgresql://127.0.0.1:1/d?user=u&password=p"),
                    SCHEMA))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is it running");
  }
}
