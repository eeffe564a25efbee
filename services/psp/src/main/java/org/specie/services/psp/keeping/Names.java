package org.specie.services.psp.keeping;

import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.List;
import java.util.regex.Pattern;
import org.specie.services.api.Access;
import org.specie.services.api.Answer;
import org.specie.services.api.Call;
import org.specie.services.api.Described;
import org.specie.services.api.Method;
import org.specie.services.api.Nothing;
import org.specie.services.api.Operation;
import org.specie.services.database.Database;
import org.specie.services.psp.PspRefusal;

/**
 * Names under which customers want to be found, and the payment address each leads to. An address
 * shows by itself that nobody exchanged its keys; that it is the right person's is the provider's
 * word. Source: docs/spec/41-psp.md 41.6.
 */
public final class Names {
  /** Where to pay. */
  public record Address(
      @Described(value = "A payment address: spc1 and 262 characters.", max = 320)
          String address) {}

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9.]{2,31}");
  private static final Pattern ADDRESS = Pattern.compile("spc1[a-z0-9]{262}");
  private static final int NAMES_MAX = 5;

  private final Database database;

  public Names(Database database) {
    this.database = database;
  }

  /** What is done with names. */
  public List<Operation<?, ?>> operations() {
    return List.of(
        new Operation<>(
            Method.PUT,
            "/v1/names/{name}",
            "putName",
            "Lets a name lead to a payment address of the customer, from now on.",
            Access.CUSTOMER,
            Address.class,
            Nothing.class,
            List.of(
                PspRefusal.NAME_MALFORMED,
                PspRefusal.NAME_TAKEN,
                PspRefusal.FULL,
                PspRefusal.CONTENT_MALFORMED),
            Operation.CONTENT_MAX,
            this::put),
        new Operation<>(
            Method.GET,
            "/v1/names/{name}",
            "getName",
            "Finds the payment address behind a name; nobody learns who looked.",
            Access.ADMITTED,
            Nothing.class,
            Address.class,
            List.of(PspRefusal.NOT_FOUND),
            Operation.CONTENT_MAX,
            this::get),
        new Operation<>(
            Method.DELETE,
            "/v1/names/{name}",
            "deleteName",
            "Gives a name of the customer up.",
            Access.CUSTOMER,
            Nothing.class,
            Nothing.class,
            List.of(PspRefusal.NOT_FOUND),
            Operation.CONTENT_MAX,
            this::delete));
  }

  /** Whether {@code text} has the form of a name. */
  public static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  private Answer<Nothing> put(Call<Address> call) throws IOException {
    String name = call.place("name");
    if (!isName(name)) {
      return Answer.refused(PspRefusal.NAME_MALFORMED);
    }
    if (!ADDRESS.matcher(call.input().address()).matches()) {
      return Answer.refused(PspRefusal.CONTENT_MALFORMED);
    }
    return database.transact(
        connection -> {
          try (PreparedStatement count =
              connection.prepareStatement(
                  "SELECT count(*) FROM name WHERE customer = ? AND name <> ?")) {
            count.setLong(1, call.customer());
            count.setString(2, name);
            try (ResultSet found = count.executeQuery()) {
              if (found.next() && found.getLong(1) >= NAMES_MAX) {
                return Answer.refused(PspRefusal.FULL);
              }
            }
          }
          try (PreparedStatement put =
              connection.prepareStatement(
                  "INSERT INTO name VALUES (?, ?, ?) ON CONFLICT (name)"
                      + " DO UPDATE SET address = EXCLUDED.address"
                      + " WHERE name.customer = EXCLUDED.customer")) {
            put.setString(1, name);
            put.setLong(2, call.customer());
            put.setString(3, call.input().address());
            return put.executeUpdate() == 1
                ? Answer.done(Nothing.NOTHING)
                : Answer.refused(PspRefusal.NAME_TAKEN);
          }
        });
  }

  private Answer<Address> get(Call<Nothing> call) throws IOException {
    return database.transact(
        connection -> {
          try (PreparedStatement find =
              connection.prepareStatement("SELECT address FROM name WHERE name = ?")) {
            find.setString(1, call.place("name"));
            try (ResultSet found = find.executeQuery()) {
              return found.next()
                  ? Answer.done(new Address(found.getString(1)))
                  : Answer.refused(PspRefusal.NOT_FOUND);
            }
          }
        });
  }

  private Answer<Nothing> delete(Call<Nothing> call) throws IOException {
    return database.transact(
        connection -> {
          try (PreparedStatement remove =
              connection.prepareStatement("DELETE FROM name WHERE name = ? AND customer = ?")) {
            remove.setString(1, call.place("name"));
            remove.setLong(2, call.customer());
            return remove.executeUpdate() == 1
                ? Answer.done(Nothing.NOTHING)
                : Answer.refused(PspRefusal.NOT_FOUND);
          }
        });
  }
}
