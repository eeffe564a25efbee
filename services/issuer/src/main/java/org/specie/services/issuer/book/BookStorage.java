package org.specie.services.issuer.book;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.port.Storage;
import org.specie.offline.agents.Answer;
import org.specie.services.database.Database;
import org.specie.services.issuer.IssuerReason;

/**
 * One agent's storage as rows of a database that others may use too. A batch and the step of the
 * book's mark are one transaction, then the witness keeps the mark. Whoever opens the book last
 * writes it; whoever opened it before gets {@link BookOfOthers}. After any other failure of a write
 * nobody knows whether it happened: the next use looks, so whoever holds part of the book in memory
 * has to read it again. Spec: docs/spec/58-issuer-service.md section 3.
 */
public final class BookStorage implements Storage {
  private static final int PAGE = 256;

  private final Database database;
  private final String name;
  private final Witness witness;
  private final long opened;
  private Mark mark;
  private boolean inDoubt;

  private BookStorage(Database database, String name, Witness witness, long opened, Mark mark) {
    this.database = database;
    this.name = name;
    this.witness = witness;
    this.opened = opened;
    this.mark = mark;
  }

  /**
   * Opens the book {@code name}, and says that every process that opened it before is over. Refused
   * if the witness has seen more of it, or something else.
   */
  public static Answer<BookStorage> open(Database database, String name, Witness witness)
      throws IOException {
    Optional<Mark> kept = witness.last();
    Answer<BookStorage> opened =
        database.transact(
            connection -> {
              BookRow row = BookRow.read(connection, name);
              Optional<IssuerReason> objection = row.objection(kept);
              if (objection.isPresent()) {
                return Answer.refused(objection.get());
              }
              row.open(connection, name);
              return Answer.given(
                  new BookStorage(database, name, witness, row.opened() + 1, row.mark()));
            });
    if (opened instanceof Answer.Given<BookStorage>(BookStorage storage)) {
      witness.keep(storage.mark);
    }
    return opened;
  }

  /** Finds out whether the write that failed last has happened. */
  private void settle() throws IOException {
    if (!inDoubt) {
      return;
    }
    BookRow row = database.transact(connection -> BookRow.read(connection, name));
    if (row.opened() != opened) {
      throw new BookOfOthers(name);
    }
    Check.that(
        row.mark().equals(mark) || row.follows(mark), "a write in doubt happened once or not");
    witness.keep(row.mark());
    mark = row.mark();
    inDoubt = false;
  }

  @Override
  public synchronized Optional<ByteString> get(ByteString key) throws IOException {
    settle();
    return database.transact(
        connection -> {
          try (PreparedStatement read =
              connection.prepareStatement("SELECT value FROM entry WHERE book = ? AND key = ?")) {
            read.setString(1, name);
            read.setBytes(2, key.toByteArray());
            try (ResultSet row = read.executeQuery()) {
              return row.next()
                  ? Optional.of(ByteString.copyOf(row.getBytes(1)))
                  : Optional.<ByteString>empty();
            }
          }
        });
  }

  @Override
  public synchronized void write(Batch batch) throws IOException {
    settle();
    Mark next = mark.after(batch);
    inDoubt = true;
    boolean isMine =
        database.transact(
            connection -> {
              if (!BookRow.step(connection, name, mark, next, opened)) {
                return false;
              }
              apply(connection, batch);
              return true;
            });
    if (!isMine) {
      throw new BookOfOthers(name);
    }
    witness.keep(next);
    mark = next;
    inDoubt = false;
  }

  private void apply(Connection connection, Batch batch) throws SQLException {
    try (PreparedStatement put =
            connection.prepareStatement(
                "INSERT INTO entry VALUES (?, ?, ?)"
                    + " ON CONFLICT (book, key) DO UPDATE SET value = EXCLUDED.value");
        PreparedStatement remove =
            connection.prepareStatement("DELETE FROM entry WHERE book = ? AND key = ?")) {
      for (Batch.Change each : batch.changes()) {
        PreparedStatement change = each.value().isPresent() ? put : remove;
        change.setString(1, name);
        change.setBytes(2, each.key().toByteArray());
        if (each.value().isPresent()) {
          change.setBytes(3, each.value().get().toByteArray());
        }
        change.executeUpdate();
      }
    }
  }

  /** An entry on its way to a visitor. */
  private record Found(ByteString key, ByteString value) {}

  @Override
  public void scan(ByteString prefix, ByteString from, Visitor visitor) throws IOException {
    ByteString start = from.compareTo(prefix) < 0 ? prefix : from;
    List<Found> page = page(start, true);
    while (!page.isEmpty()) {
      for (Found each : page) {
        if (!each.key().startsWith(prefix) || !visitor.entry(each.key(), each.value())) {
          return;
        }
      }
      page = page(page.getLast().key(), false);
    }
  }

  private synchronized List<Found> page(ByteString from, boolean isIncluded) throws IOException {
    settle();
    return database.transact(
        connection -> {
          try (PreparedStatement read =
              connection.prepareStatement(
                  "SELECT key, value FROM entry WHERE book = ? AND key >= ? AND (? OR key > ?)"
                      + " ORDER BY key LIMIT "
                      + PAGE)) {
            read.setString(1, name);
            read.setBytes(2, from.toByteArray());
            read.setBoolean(3, isIncluded);
            read.setBytes(4, from.toByteArray());
            List<Found> page = new ArrayList<>();
            try (ResultSet rows = read.executeQuery()) {
              while (rows.next()) {
                page.add(
                    new Found(
                        ByteString.copyOf(rows.getBytes(1)), ByteString.copyOf(rows.getBytes(2))));
              }
            }
            return page;
          }
        });
  }

  /** How often the book was written, before this process and in it. */
  public synchronized long writes() throws IOException {
    settle();
    return mark.writes();
  }

  /** The database is its owner's to close. */
  @Override
  public void close() {}
}
