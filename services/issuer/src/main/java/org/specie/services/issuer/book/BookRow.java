package org.specie.services.issuer.book;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.specie.kernel.core.Hash32;
import org.specie.services.issuer.IssuerReason;

/**
 * The row that says how far a book is.
 *
 * @param mark after the last write
 * @param previous the digest before it
 * @param opened how often the book was opened: names who may write
 */
record BookRow(Mark mark, Hash32 previous, long opened) {
  /** The row of the book {@code name}, which is made if it is missing. */
  static BookRow read(Connection connection, String name) throws SQLException, IOException {
    try (PreparedStatement make =
        connection.prepareStatement(
            "INSERT INTO book VALUES (?, 0, ?, ?, 0) ON CONFLICT DO NOTHING")) {
      make.setString(1, name);
      make.setBytes(2, Hash32.ZERO.bytes().toByteArray());
      make.setBytes(3, Hash32.ZERO.bytes().toByteArray());
      make.executeUpdate();
    }
    try (PreparedStatement read =
        connection.prepareStatement(
            "SELECT writes, digest, previous, opened FROM book WHERE name = ?")) {
      read.setString(1, name);
      try (ResultSet row = read.executeQuery()) {
        if (!row.next()) {
          throw new IOException("the database lost the row of the book '" + name + "'");
        }
        return new BookRow(
            new Mark(row.getLong(1), Hash32.of(row.getBytes(2))),
            Hash32.of(row.getBytes(3)),
            row.getLong(4));
      }
    }
  }

  /** Notes that the book was opened once more. */
  void open(Connection connection, String name) throws SQLException {
    try (PreparedStatement open =
        connection.prepareStatement("UPDATE book SET opened = ? WHERE name = ?")) {
      open.setLong(1, opened + 1);
      open.setString(2, name);
      open.executeUpdate();
    }
  }

  /** Goes from the mark {@code before} to {@code after}, if that is where the book is. */
  static boolean step(Connection connection, String name, Mark before, Mark after, long opened)
      throws SQLException {
    try (PreparedStatement step =
        connection.prepareStatement(
            "UPDATE book SET writes = ?, digest = ?, previous = ?"
                + " WHERE name = ? AND writes = ? AND digest = ? AND opened = ?")) {
      step.setLong(1, after.writes());
      step.setBytes(2, after.digest().bytes().toByteArray());
      step.setBytes(3, before.digest().bytes().toByteArray());
      step.setString(4, name);
      step.setLong(5, before.writes());
      step.setBytes(6, before.digest().bytes().toByteArray());
      step.setLong(7, opened);
      return step.executeUpdate() == 1;
    }
  }

  /**
   * Why this is not the book that {@code kept} is of. The mark is kept after the database has
   * written and before the next write, so the database is as far or one write further.
   */
  Optional<IssuerReason> objection(Optional<Mark> kept) {
    Mark known = kept.orElse(Mark.START);
    if (mark.equals(known)) {
      return Optional.empty();
    }
    if (kept.isPresent() && follows(known)) {
      return Optional.empty();
    }
    return Optional.of(
        mark.writes() < known.writes() ? IssuerReason.BOOK_SET_BACK : IssuerReason.BOOK_UNKNOWN);
  }

  /** Whether exactly one write lies between {@code known} and this. */
  boolean follows(Mark known) {
    return mark.writes() == known.writes() + 1 && previous.equals(known.digest());
  }
}
