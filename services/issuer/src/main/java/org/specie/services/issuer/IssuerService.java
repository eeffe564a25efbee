package org.specie.services.issuer;

import java.io.IOException;
import java.util.List;
import org.specie.offline.agents.Answer;
import org.specie.services.api.ApiServer;
import org.specie.services.api.Caller;
import org.specie.services.api.Listener;
import org.specie.services.api.Operation;
import org.specie.services.api.Operations;
import org.specie.services.api.Relay;
import org.specie.services.api.ServerLimits;
import org.specie.services.database.Database;
import org.specie.services.database.Place;

/**
 * A role of the issuer that runs: its database and its API. Spec: docs/spec/58-issuer-service.md.
 */
public final class IssuerService implements AutoCloseable {
  /** Agents ask the core from few addresses, for many devices. */
  public static final ServerLimits CORE_LIMITS =
      new ServerLimits(200, 64, 16, 1_000, 4_000, ServerLimits.SILENCE);

  private static final String SCHEMA = "issuer";
  private static final String VERSION = "1";

  private final Database database;
  private final ApiServer server;

  private IssuerService(Database database, ApiServer server) {
    this.database = database;
    this.server = server;
  }

  /**
   * Where a role stands.
   *
   * @param name of the role
   */
  public record Location(String name, Listener listener, Place database, ServerLimits limits) {}

  /** Opens a role's books. */
  @FunctionalInterface
  public interface Opening {
    /** What the role may be asked for, or why its books cannot be gone on with. */
    Answer<List<Operation<?, ?>>> open(Database database) throws IOException;
  }

  /** Opens the database and starts to answer. */
  public static Answer<IssuerService> start(Location location, Opening opening) throws IOException {
    Database database = Database.open(location.database(), SCHEMA);
    boolean isStarted = false;
    try {
      Answer<IssuerService> started =
          switch (opening.open(database)) {
            case Answer.Refused<List<Operation<?, ?>>>(var reason) -> Answer.refused(reason);
            case Answer.Given<List<Operation<?, ?>>>(var operations) ->
                Answer.given(new IssuerService(database, serve(location, operations)));
          };
      isStarted = started instanceof Answer.Given<IssuerService>;
      return started;
    } finally {
      if (!isStarted) {
        database.close();
      }
    }
  }

  private static ApiServer serve(Location location, List<Operation<?, ?>> operations)
      throws IOException {
    return ApiServer.start(
        new Operations(location.name(), VERSION, operations),
        // No operation here is for customers: who calls signs what is asked.
        (_, _) -> org.specie.services.api.Answer.done(new Caller.Anybody()),
        Relay.none(),
        location.limits(),
        location.listener());
  }

  /** The port of the API. */
  public int port() {
    return server.port();
  }

  /** Stops answering, then closes the database. */
  @Override
  public void close() throws IOException {
    server.close();
    database.close();
  }
}
