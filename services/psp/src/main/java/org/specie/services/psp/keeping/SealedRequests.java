package org.specie.services.psp.keeping;

import java.io.IOException;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.core.port.Entropy;
import org.specie.services.api.Access;
import org.specie.services.api.Answer;
import org.specie.services.api.Call;
import org.specie.services.api.Described;
import org.specie.services.api.Method;
import org.specie.services.api.Nothing;
import org.specie.services.api.Operation;
import org.specie.services.database.Database;
import org.specie.services.psp.Days;
import org.specie.services.psp.Hex;
import org.specie.services.psp.PspRefusal;

/**
 * Payment requests behind a link, sealed under a key that stands in the link and never reaches the
 * provider. Source: docs/spec/41-psp.md 41.6.
 */
public final class SealedRequests {
  /** A sealed request. */
  public record Sealed(
      @Described(value = "Up to 4 KiB in hexadecimal.", max = 8_192) String content) {}

  /** Where it is found. */
  public record Id(@Described("16 bytes in hexadecimal.") String id) {}

  private static final int ID_SIZE = 16;
  private static final int DAYS = 30;

  private final Database database;
  private final Clock clock;
  private final Entropy entropy;

  public SealedRequests(Database database, Clock clock, Entropy entropy) {
    this.database = database;
    this.clock = clock;
    this.entropy = entropy;
  }

  /** What is done with them. */
  public List<Operation<?, ?>> operations() {
    return List.of(
        new Operation<>(
            Method.POST,
            "/v1/requests",
            "putRequest",
            "Keeps a sealed payment request for thirty days.",
            Access.ADMITTED,
            Sealed.class,
            Id.class,
            List.of(PspRefusal.CONTENT_MALFORMED),
            Operation.CONTENT_MAX,
            this::put),
        new Operation<>(
            Method.GET,
            "/v1/requests/{id}",
            "getRequest",
            "Gives a sealed payment request to whoever has its link.",
            Access.ANYBODY,
            Nothing.class,
            Sealed.class,
            List.of(PspRefusal.NOT_FOUND),
            Operation.CONTENT_MAX,
            this::get));
  }

  private Answer<Id> put(Call<Sealed> call) throws IOException {
    Optional<ByteString> content =
        Hex.bytes(call.input().content()).filter(bytes -> !bytes.isEmpty());
    if (content.isEmpty()) {
      return Answer.refused(PspRefusal.CONTENT_MALFORMED);
    }
    ByteString id = ByteString.copyOf(entropy.bytes(ID_SIZE));
    return database.transact(
        connection -> {
          try (PreparedStatement forget =
              connection.prepareStatement("DELETE FROM sealed_request WHERE last_day < ?")) {
            forget.setDate(1, Date.valueOf(Days.today(clock)));
            forget.executeUpdate();
          }
          try (PreparedStatement add =
              connection.prepareStatement("INSERT INTO sealed_request VALUES (?, ?, ?)")) {
            add.setBytes(1, id.toByteArray());
            add.setBytes(2, content.get().toByteArray());
            add.setDate(3, Date.valueOf(Days.today(clock).plusDays(DAYS)));
            add.executeUpdate();
          }
          return Answer.done(new Id(id.toHex()));
        });
  }

  private Answer<Sealed> get(Call<Nothing> call) throws IOException {
    Optional<ByteString> id = Hex.bytes(call.place("id")).filter(bytes -> bytes.size() == ID_SIZE);
    if (id.isEmpty()) {
      return Answer.refused(PspRefusal.NOT_FOUND);
    }
    return database.transact(
        connection -> {
          try (PreparedStatement find =
              connection.prepareStatement(
                  "SELECT content FROM sealed_request WHERE id = ? AND last_day >= ?")) {
            find.setBytes(1, id.get().toByteArray());
            find.setDate(2, Date.valueOf(Days.today(clock)));
            try (ResultSet found = find.executeQuery()) {
              return found.next()
                  ? Answer.done(new Sealed(ByteString.copyOf(found.getBytes(1)).toHex()))
                  : Answer.refused(PspRefusal.NOT_FOUND);
            }
          }
        });
  }
}
