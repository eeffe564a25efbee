package org.specie.cli.issuer;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.core.port.Entropy;
import org.specie.offline.agents.Answer;
import org.specie.offline.agents.pseudonym.Identity;
import org.specie.services.api.Operation;
import org.specie.services.database.Database;
import org.specie.services.issuer.factory.FactoryLine;
import org.specie.services.issuer.line.Callers;
import org.specie.services.issuer.line.Line;
import org.specie.services.issuer.pseudonym.Identities;
import org.specie.services.issuer.pseudonym.IdentityTable;
import org.specie.services.issuer.pseudonym.PseudonymRole;

/** A pseudonym agent in this process, and the customers of somebody else that it reads. */
final class PseudonymServing implements Closeable {
  private final RoleFolder folder;
  private final PseudonymFolder described;
  private Optional<Database> customers = Optional.empty();

  PseudonymServing(RoleFolder folder) {
    this.folder = folder;
    this.described = new PseudonymFolder(folder);
  }

  /** What it may be asked for. */
  Answer<List<Operation<?, ?>>> open(Line factory, Database database, Clock clock, Entropy entropy)
      throws IOException {
    return switch (identities(database, entropy)) {
      case Answer.Refused<Identities>(var reason) -> Answer.refused(reason);
      case Answer.Given<Identities>(Identities identities) ->
          switch (PseudonymRole.open(
              described.setting(),
              identities,
              new FactoryLine(factory),
              new Callers(folder.line(), described.seats(), clock),
              database,
              folder.witness("register"),
              clock,
              entropy)) {
            case Answer.Refused<PseudonymRole>(var reason) -> Answer.refused(reason);
            case Answer.Given<PseudonymRole>(PseudonymRole role) -> Answer.given(role.operations());
          };
    };
  }

  private Answer<Identities> identities(Database database, Entropy entropy) throws IOException {
    Optional<Identity.Kind> sealed = described.sealed();
    if (sealed.isEmpty()) {
      return Identities.own(
          described.source(),
          folder.secret(PseudonymFolder.OWNERS, each -> each),
          database,
          folder.witness("people"),
          entropy);
    }
    Database read = Database.openToRead(described.customers());
    customers = Optional.of(read);
    return Answer.given(Identities.of(new IdentityTable(read, described.source(), sealed.get())));
  }

  @Override
  public void close() throws IOException {
    if (customers.isPresent()) {
      customers.get().close();
    }
  }
}
