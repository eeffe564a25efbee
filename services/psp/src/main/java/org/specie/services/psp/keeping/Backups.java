package org.specie.services.psp.keeping;

import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.services.api.Access;
import org.specie.services.api.Answer;
import org.specie.services.api.Call;
import org.specie.services.api.Described;
import org.specie.services.api.Method;
import org.specie.services.api.Nothing;
import org.specie.services.api.Operation;
import org.specie.services.database.Database;
import org.specie.services.psp.Hex;
import org.specie.services.psp.PspRefusal;

/**
 * One sealed file a customer, which the provider cannot read. It makes a restore faster and is
 * never needed for one. Source: docs/spec/41-psp.md 41.6.
 */
public final class Backups {
  /** A wallet, sealed by its owner. */
  public record Backup(
      @Described("Higher than that of the backup before.") long version,
      @Described(value = "Up to 128 KiB in hexadecimal.", max = 2 * BYTES_MAX) String content) {}

  /** The largest backup. */
  public static final int BYTES_MAX = 128 << 10;

  private static final int CONTENT_MAX = 270_000;

  private final Database database;

  public Backups(Database database) {
    this.database = database;
  }

  /** What is done with backups. */
  public List<Operation<?, ?>> operations() {
    return List.of(
        new Operation<>(
            Method.PUT,
            "/v1/backup",
            "putBackup",
            "Keeps a newer backup in place of the older one.",
            Access.CUSTOMER,
            Backup.class,
            Nothing.class,
            List.of(PspRefusal.BACKUP_OLDER, PspRefusal.CONTENT_MALFORMED),
            CONTENT_MAX,
            this::put),
        new Operation<>(
            Method.GET,
            "/v1/backup",
            "getBackup",
            "Gives the customer's backup back.",
            Access.CUSTOMER,
            Nothing.class,
            Backup.class,
            List.of(PspRefusal.NOT_FOUND),
            Operation.CONTENT_MAX,
            this::get));
  }

  private Answer<Nothing> put(Call<Backup> call) throws IOException {
    Optional<ByteString> content = Hex.bytes(call.input().content());
    if (content.isEmpty() || call.input().version() < 0) {
      return Answer.refused(PspRefusal.CONTENT_MALFORMED);
    }
    return database.transact(
        connection -> {
          try (PreparedStatement put =
              connection.prepareStatement(
                  "INSERT INTO backup VALUES (?, ?, ?) ON CONFLICT (customer)"
                      + " DO UPDATE SET version = EXCLUDED.version, content = EXCLUDED.content"
                      + " WHERE backup.version < EXCLUDED.version")) {
            put.setLong(1, call.customer());
            put.setLong(2, call.input().version());
            put.setBytes(3, content.get().toByteArray());
            return put.executeUpdate() == 1
                ? Answer.done(Nothing.NOTHING)
                : Answer.refused(PspRefusal.BACKUP_OLDER);
          }
        });
  }

  private Answer<Backup> get(Call<Nothing> call) throws IOException {
    return database.transact(
        connection -> {
          try (PreparedStatement find =
              connection.prepareStatement(
                  "SELECT version, content FROM backup WHERE customer = ?")) {
            find.setLong(1, call.customer());
            try (ResultSet found = find.executeQuery()) {
              return found.next()
                  ? Answer.done(
                      new Backup(found.getLong(1), ByteString.copyOf(found.getBytes(2)).toHex()))
                  : Answer.refused(PspRefusal.NOT_FOUND);
            }
          }
        });
  }
}
