package org.specie.services.issuer.certifier;

import java.io.IOException;
import java.util.List;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.port.Clock;
import org.specie.offline.agents.AgentReason;
import org.specie.offline.agents.Answer;
import org.specie.offline.agents.certifier.Certification;
import org.specie.offline.agents.certifier.Certifier;
import org.specie.offline.agents.certifier.CertifierBook;
import org.specie.offline.agents.certifier.ClassKey;
import org.specie.offline.agents.core.IssuerCore;
import org.specie.services.api.Operation;
import org.specie.services.database.Database;
import org.specie.services.issuer.DeviceOperation;
import org.specie.services.issuer.Refusals;
import org.specie.services.issuer.RoleTime;
import org.specie.services.issuer.book.BookStorage;
import org.specie.services.issuer.book.Kept;
import org.specie.services.issuer.book.Witness;

/** A certifier behind its operation. Spec: docs/spec/58-issuer-service.md section 6. */
public final class CertifierRole {
  /** Where it is asked. */
  public static final String PATH = "/v1/payment-keys";

  private static final String BOOK = "certifier";

  private final Kept<Certifier> certifier;
  private final RoleTime time;

  private CertifierRole(Kept<Certifier> certifier, RoleTime time) {
    this.certifier = certifier;
    this.time = time;
  }

  /** Opens the certifier's book in {@code database}. */
  public static Answer<CertifierRole> open(
      List<ClassKey> keys, IssuerCore core, Database database, Witness witness, Clock clock)
      throws IOException {
    return switch (BookStorage.open(database, BOOK, witness)) {
      case Answer.Refused<BookStorage>(var reason) -> Answer.refused(reason);
      case Answer.Given<BookStorage>(BookStorage storage) ->
          Answer.given(
              new CertifierRole(
                  new Kept<>(storage, each -> new Certifier(keys, core, CertifierBook.open(each))),
                  new RoleTime(clock)));
    };
  }

  /** What it may be asked for. */
  public List<Operation<?, ?>> operations() {
    return List.of(
        DeviceOperation.of(
            PATH,
            "certifyPaymentKey",
            "Signs a payment key unseen, for a device that the core grants it to.",
            Refusals.all(AgentReason.values()),
            this::certify));
  }

  private Answer<ByteString> certify(ByteString request) throws IOException {
    return switch (certifier.ask(each -> each.certify(request, time.now()))) {
      case Answer.Refused<Certification>(var reason) -> Answer.refused(reason);
      case Answer.Given<Certification>(Certification made) -> Answer.given(made.encode());
    };
  }
}
