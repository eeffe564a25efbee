package org.specie.services.issuer.recovery;

import java.io.IOException;
import java.util.List;
import org.specie.kernel.core.ByteString;
import org.specie.offline.agents.AgentReason;
import org.specie.offline.agents.Answer;
import org.specie.offline.agents.core.IssuerCore;
import org.specie.offline.agents.key.SigningKey;
import org.specie.offline.agents.recovery.Recovered;
import org.specie.offline.agents.recovery.RecoveryAgent;
import org.specie.offline.agents.recovery.RecoveryBook;
import org.specie.offline.token.certificate.KeyCert;
import org.specie.services.api.Operation;
import org.specie.services.database.Database;
import org.specie.services.issuer.Refusals;
import org.specie.services.issuer.book.BookStorage;
import org.specie.services.issuer.book.Kept;
import org.specie.services.issuer.book.Witness;
import org.specie.services.issuer.line.Callers;
import org.specie.services.issuer.line.LineOperation;
import org.specie.services.issuer.line.Seat;

/**
 * A recovery agent behind its operation, which stations ask. Spec: docs/spec/58-issuer-service.md
 * section 8.
 */
public final class RecoveryRole {
  /** Where it is asked. */
  static final LineOperation RECOVER = new LineOperation("/v1/recoveries", "recoverDevice");

  private static final String BOOK = "recovery";

  private final Kept<RecoveryAgent> agent;
  private final Callers callers;

  private RecoveryRole(Kept<RecoveryAgent> agent, Callers callers) {
    this.agent = agent;
    this.callers = callers;
  }

  /** Opens the agent's book in {@code database}. */
  public static Answer<RecoveryRole> open(
      SigningKey key,
      KeyCert certificate,
      IssuerCore core,
      Callers callers,
      Database database,
      Witness witness)
      throws IOException {
    return switch (BookStorage.open(database, BOOK, witness)) {
      case Answer.Refused<BookStorage>(var reason) -> Answer.refused(reason);
      case Answer.Given<BookStorage>(BookStorage storage) ->
          Answer.given(
              new RecoveryRole(
                  new Kept<>(
                      storage,
                      each -> new RecoveryAgent(key, certificate, core, new RecoveryBook(each))),
                  callers));
    };
  }

  /** What it may be asked for. */
  public List<Operation<?, ?>> operations() {
    return List.of(
        callers.operation(
            RECOVER,
            "Credits what a device held that has ended, once, and ends it with the core.",
            Seat.Office.STATION,
            Refusals.all(AgentReason.values()),
            this::recover));
  }

  private Answer<ByteString> recover(Seat caller, ByteString content) throws IOException {
    return switch (agent.ask(each -> each.recover(content))) {
      case Answer.Refused<Recovered>(var reason) -> Answer.refused(reason);
      case Answer.Given<Recovered>(Recovered recovered) -> Answer.given(recovered.encode());
    };
  }
}
