package org.specie.services.psp.entry;

import java.io.IOException;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.port.Clock;
import org.specie.services.api.Access;
import org.specie.services.api.Answer;
import org.specie.services.api.ApiRefusal;
import org.specie.services.api.Call;
import org.specie.services.api.Described;
import org.specie.services.api.Method;
import org.specie.services.api.Nothing;
import org.specie.services.api.Operation;
import org.specie.services.database.Database;
import org.specie.services.psp.Days;

/**
 * Everything that is kept under a customer's name, told to the customer: a row of each table that
 * refers to one. Source: docs/spec/41-psp.md 41.15.
 */
public final class Particulars {
  /** A name and where it leads. */
  public record KeptName(
      @Described("The name.") String name,
      @Described(value = "The payment address it leads to.", max = 320) String address) {}

  /** What is known of a backup, which nobody but its owner reads. */
  public record KeptBackup(
      @Described("Its version.") long version,
      @Described("Its size in bytes.") long bytes,
      @Described("SHA-256 of it, in hexadecimal.") String hash) {}

  /** All of it. */
  public record Kept(
      @Described("The customer's Ed25519 key, 32 bytes in hexadecimal.") String key,
      @Described("Its spare key, in the same form, if it has one.") Optional<String> spare,
      @Described("The day on which it came, as YYYY-MM-DD in UTC.") String since,
      @Described("Sessions that are open, this one among them.") long sessions,
      @Described("Admission tokens it took today.") long tokens,
      @Described("Its names, in order.") List<KeptName> names,
      @Described("Its backup, if it left one.") Optional<KeptBackup> backup) {}

  private final Database database;
  private final Clock clock;

  public Particulars(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** What is told. */
  public List<Operation<?, ?>> operations() {
    return List.of(
        new Operation<>(
            Method.GET,
            "/v1/customers/me",
            "kept",
            "Tells the customer everything that is kept under its name.",
            Access.CUSTOMER,
            Nothing.class,
            Kept.class,
            List.of(),
            Operation.CONTENT_MAX,
            this::tell));
  }

  private Answer<Kept> tell(Call<Nothing> call) throws IOException {
    long customer = call.customer();
    return database.transact(
        connection -> {
          try (PreparedStatement find =
              connection.prepareStatement(
                  "SELECT key, spare, since FROM customer WHERE number = ?")) {
            find.setLong(1, customer);
            try (ResultSet found = find.executeQuery()) {
              // Who left meanwhile has no session any more.
              return found.next()
                  ? Answer.done(
                      new Kept(
                          ByteString.copyOf(found.getBytes(1)).toHex(),
                          Optional.ofNullable(found.getBytes(2))
                              .map(bytes -> ByteString.copyOf(bytes).toHex()),
                          found.getDate(3).toLocalDate().toString(),
                          sessions(connection, customer),
                          tokens(connection, customer),
                          names(connection, customer),
                          backup(connection, customer)))
                  : Answer.refused(ApiRefusal.UNAUTHENTICATED);
            }
          }
        });
  }

  private long sessions(Connection connection, long customer) throws SQLException {
    try (PreparedStatement find =
        connection.prepareStatement(
            "SELECT count(*) FROM session WHERE customer = ? AND expires >= ?")) {
      find.setLong(1, customer);
      find.setLong(2, clock.epochSeconds());
      return number(find);
    }
  }

  private long tokens(Connection connection, long customer) throws SQLException {
    try (PreparedStatement find =
        connection.prepareStatement(
            "SELECT coalesce(sum(count), 0) FROM tokens_issued WHERE customer = ? AND day = ?")) {
      find.setLong(1, customer);
      find.setDate(2, Date.valueOf(Days.today(clock)));
      return number(find);
    }
  }

  private static long number(PreparedStatement query) throws SQLException {
    try (ResultSet found = query.executeQuery()) {
      return found.next() ? found.getLong(1) : 0;
    }
  }

  private static List<KeptName> names(Connection connection, long customer) throws SQLException {
    List<KeptName> names = new ArrayList<>();
    try (PreparedStatement find =
        connection.prepareStatement(
            "SELECT name, address FROM name WHERE customer = ? ORDER BY name")) {
      find.setLong(1, customer);
      try (ResultSet found = find.executeQuery()) {
        while (found.next()) {
          names.add(new KeptName(found.getString(1), found.getString(2)));
        }
      }
    }
    return names;
  }

  private static Optional<KeptBackup> backup(Connection connection, long customer)
      throws SQLException {
    try (PreparedStatement find =
        connection.prepareStatement("SELECT version, content FROM backup WHERE customer = ?")) {
      find.setLong(1, customer);
      try (ResultSet found = find.executeQuery()) {
        if (!found.next()) {
          return Optional.empty();
        }
        ByteString content = ByteString.copyOf(found.getBytes(2));
        return Optional.of(
            new KeptBackup(
                found.getLong(1), content.size(), Hash32.sha256(content).bytes().toHex()));
      }
    }
  }
}
