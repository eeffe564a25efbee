package org.specie.services.database;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;

/** What is done in one transaction: all of it or nothing. */
@FunctionalInterface
public interface Work<T> {
  /** Does it; fails if the database or what else it needs does. */
  T run(Connection connection) throws SQLException, IOException;
}
