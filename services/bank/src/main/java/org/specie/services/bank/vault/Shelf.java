package org.specie.services.bank.vault;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.port.Storage;
import org.specie.services.bank.book.Transactions;

/**
 * The journals of one vault in the bank's database. Spec: docs/spec/59-bank-service.md 2.4.
 *
 * @param transactions the bank's
 * @param name of the vault
 */
record Shelf(Transactions transactions, String name) implements Storage {
  private static final int PAGE = 1_000;

  private record Entry(ByteString key, ByteString value) {}

  @Override
  public Optional<ByteString> get(ByteString key) throws IOException {
    return transactions.transact(
        connection -> {
          try (PreparedStatement read =
              connection.prepareStatement("SELECT value FROM record WHERE shelf = ? AND key = ?")) {
            read.setString(1, name);
            read.setBytes(2, key.toByteArray());
            try (ResultSet found = read.executeQuery()) {
              return found.next()
                  ? Optional.of(ByteString.copyOf(found.getBytes(1)))
                  : Optional.empty();
            }
          }
        });
  }

  @Override
  public void write(Batch batch) throws IOException {
    var _ =
        transactions.transact(
            connection -> {
              for (Batch.Change each : batch.changes()) {
                apply(connection, each);
              }
              return true;
            });
  }

  private void apply(Connection connection, Batch.Change change) throws SQLException {
    String words =
        change.value().isPresent()
            ? "INSERT INTO record (shelf, key, value) VALUES (?, ?, ?)"
                + " ON CONFLICT (shelf, key) DO UPDATE SET value = EXCLUDED.value"
            : "DELETE FROM record WHERE shelf = ? AND key = ?";
    try (PreparedStatement write = connection.prepareStatement(words)) {
      write.setString(1, name);
      write.setBytes(2, change.key().toByteArray());
      if (change.value().isPresent()) {
        write.setBytes(3, change.value().get().toByteArray());
      }
      write.executeUpdate();
    }
  }

  @Override
  public void scan(ByteString prefix, ByteString from, Visitor visitor) throws IOException {
    ByteString next = from;
    boolean isFirst = true;
    while (true) {
      List<Entry> page = page(next, isFirst);
      for (Entry each : page) {
        if (!each.key().startsWith(prefix) || !visitor.entry(each.key(), each.value())) {
          return;
        }
      }
      if (page.size() < PAGE) {
        return;
      }
      next = page.getLast().key();
      isFirst = false;
    }
  }

  /** Entries from {@code from} on, with it or without. PostgreSQL orders bytes as numbers. */
  private List<Entry> page(ByteString from, boolean isWithIt) throws IOException {
    return transactions.transact(
        connection -> {
          List<Entry> page = new ArrayList<>();
          try (PreparedStatement read =
              connection.prepareStatement(
                  "SELECT key, value FROM record WHERE shelf = ? AND key "
                      + (isWithIt ? ">=" : ">")
                      + " ? ORDER BY key LIMIT ?")) {
            read.setString(1, name);
            read.setBytes(2, from.toByteArray());
            read.setInt(3, PAGE);
            try (ResultSet found = read.executeQuery()) {
              while (found.next()) {
                page.add(
                    new Entry(
                        ByteString.copyOf(found.getBytes(1)),
                        ByteString.copyOf(found.getBytes(2))));
              }
            }
          }
          return page;
        });
  }

  @Override
  public void close() {}
}
