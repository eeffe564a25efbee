package org.specie.services.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Transactions on a PostgreSQL database whose schema is the one the service was built with. Safe
 * for many threads. Statements take what callers say as parameters and never as text.
 */
public final class Database implements AutoCloseable {
  private static final String DRIVER = "org.postgresql.Driver";
  private static final int CONNECTIONS_MAX = 8;
  private static final long PATIENCE_MS = 30_000;
  private static final Duration START = Duration.ofSeconds(60);

  /** The classes of SQL states in which trying again helps. Source: PostgreSQL appendix A. */
  private static final List<String> CONFLICTS = List.of("40001", "40P01");

  private static final Duration CONFLICTS_LAST = Duration.ofSeconds(10);
  private static final long PAUSE_NANOS_MAX = 5_000_000;

  /** Held, because a logger nobody holds forgets its level. */
  private static final List<Logger> LIBRARIES =
      List.of(
          Logger.getLogger("com.zaxxer.hikari"),
          Logger.getLogger("org.flywaydb"),
          Logger.getLogger("io.zonky"),
          Logger.getLogger("init-"),
          Logger.getLogger("pg-"),
          Logger.getLogger("org.postgresql"));

  static {
    LIBRARIES.forEach(each -> each.setLevel(Level.WARNING));
  }

  /** A server that came with this, and the folder that is its own. */
  private record Server(EmbeddedPostgres process, Path folder, FolderLock lock)
      implements AutoCloseable {
    @Override
    public void close() throws IOException {
      try (lock) {
        process.close();
        // The library waits for seconds and only logs that it has waited in vain.
        Leftover.stop(folder);
      }
    }
  }

  private final Optional<Server> server;
  private final HikariDataSource connections;

  private Database(Optional<Server> server, HikariDataSource connections) {
    this.server = server;
    this.connections = connections;
  }

  /**
   * Opens the database at {@code place} and brings its schema to the newest version.
   *
   * @param migrations folder of the class path with {@code V1__what.sql} and so on
   */
  public static Database open(Place place, String migrations) throws IOException {
    return switch (place) {
      case Place.External external -> connect(Optional.empty(), external.url(), migrations);
      case Place.Embedded(var folder) -> {
        Server server = start(folder);
        try {
          yield connect(
              Optional.of(server), server.process().getJdbcUrl("postgres", "postgres"), migrations);
        } catch (IOException e) {
          server.close();
          throw e;
        }
      }
    };
  }

  /** Opens somebody else's database to read in it; what its schema is they decide. */
  public static Database openToRead(Place.External place) throws IOException {
    return openToRead(place, Duration.ofMillis(PATIENCE_MS));
  }

  /**
   * The same.
   *
   * @param patience whole seconds; a question that takes longer fails, whatever keeps the answer
   */
  public static Database openToRead(Place.External place, Duration patience) throws IOException {
    HikariConfig config = config(place.url());
    config.setReadOnly(true);
    config.setConnectionInitSql("SET statement_timeout = " + patience.toMillis());
    // Of a server that does not even say that it took too long, which it is given time for.
    config.addDataSourceProperty("socketTimeout", Long.toString(2 * patience.toSeconds()));
    return new Database(Optional.empty(), connected(config));
  }

  private static Server start(Path folder) throws IOException {
    FolderLock lock = FolderLock.of(folder);
    try {
      Leftover.stop(folder);
      return new Server(
          EmbeddedPostgres.builder()
              .setDataDirectory(folder)
              .setCleanDataDirectory(false)
              .setPGStartupWait(START)
              .setServerConfig("listen_addresses", "127.0.0.1")
              // The library is made for tests and would confirm what is not on the disk yet.
              .setServerConfig("fsync", "on")
              .setServerConfig("synchronous_commit", "on")
              .start(),
          folder,
          lock);
    } catch (IOException e) {
      lock.close();
      throw e;
    }
  }

  private static Database connect(Optional<Server> server, String url, String migrations)
      throws IOException {
    HikariDataSource connections = connected(config(url));
    try {
      Flyway.configure()
          .dataSource(connections)
          .locations("classpath:" + migrations)
          .load()
          .migrate();
      return new Database(server, connections);
    } catch (FlywayException e) {
      connections.close();
      throw new IOException("the schema of the database is not one this version can use", e);
    }
  }

  private static HikariConfig config(String url) {
    HikariConfig config = new HikariConfig();
    config.setDriverClassName(DRIVER);
    config.setJdbcUrl(url);
    config.setMaximumPoolSize(CONNECTIONS_MAX);
    config.setConnectionTimeout(PATIENCE_MS);
    config.setAutoCommit(false);
    config.setTransactionIsolation("TRANSACTION_SERIALIZABLE");
    return config;
  }

  private static HikariDataSource connected(HikariConfig config) throws IOException {
    try {
      return new HikariDataSource(config);
    } catch (HikariPool.PoolInitializationException e) {
      throw new IOException(
          "the database does not answer; is it running, and is the URL right?", e);
    }
  }

  /**
   * Does {@code work} in one serialisable transaction, again if another transaction stood in its
   * way. So it may run several times, and only the last has an effect.
   */
  public <T> T transact(Work<T> work) throws IOException {
    long end = System.nanoTime() + CONFLICTS_LAST.toNanos();
    while (true) {
      try {
        return attempt(work);
      } catch (SQLException e) {
        if (!CONFLICTS.contains(e.getSQLState())) {
          throw new IOException("the database failed", e);
        }
        if (System.nanoTime() - end > 0) {
          throw new IOException("transactions stood in each other's way too often", e);
        }
        // Not at the same moment again.
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(PAUSE_NANOS_MAX));
      }
    }
  }

  private <T> T attempt(Work<T> work) throws SQLException, IOException {
    try (Connection connection = connections.getConnection()) {
      boolean isDone = false;
      try {
        T result = work.run(connection);
        connection.commit();
        isDone = true;
        return result;
      } finally {
        if (!isDone) {
          connection.rollback();
        }
      }
    }
  }

  /** Closes all connections, and stops the server if it came with this. */
  @Override
  public void close() throws IOException {
    connections.close();
    if (server.isPresent()) {
      server.get().close();
    }
  }
}
