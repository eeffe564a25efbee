package org.specie.services.database;

import java.nio.file.Path;

/** Where a database is. */
public sealed interface Place {
  /**
   * One that is started with the service and stopped with it.
   *
   * @param folder where its data lies
   */
  record Embedded(Path folder) implements Place {}

  /** One that runs already. Not a record: the URL holds a password. */
  final class External implements Place {
    private final String url;

    /**
     * @param url {@code jdbc:postgresql://host:port/name?user=…&password=…}
     */
    public External(String url) {
      this.url = url;
    }

    String url() {
      return url;
    }

    @Override
    public String toString() {
      return "External[redacted]";
    }
  }
}
