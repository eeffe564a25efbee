package org.specie.services.issuer;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A server for the databases of a class's towns, of which each test has one of its own. */
final class Towns implements BeforeAllCallback, AfterAllCallback {
  private static final Duration START = Duration.ofSeconds(60);

  private final AtomicInteger founded = new AtomicInteger();
  private Optional<EmbeddedPostgres> server = Optional.empty();

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    server = Optional.of(EmbeddedPostgres.builder().setPGStartupWait(START).start());
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    server.orElseThrow().close();
  }

  /** A town with nothing in it yet, which keeps its marks below {@code folder}. */
  Town found(Path folder) throws IOException {
    return new Town(server.orElseThrow(), folder, "town" + founded.incrementAndGet());
  }
}
