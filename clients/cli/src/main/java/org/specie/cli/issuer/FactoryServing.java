package org.specie.cli.issuer;

import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.offline.agents.Answer;
import org.specie.offline.agents.factory.Factory;
import org.specie.offline.agents.factory.TokenPolicy;
import org.specie.offline.token.certificate.KeyCert;
import org.specie.offline.token.value.Currency;
import org.specie.services.api.Operation;
import org.specie.services.api.ServerTrust;
import org.specie.services.api.ServiceAddress;
import org.specie.services.database.Database;
import org.specie.services.issuer.asking.DistantInspection;
import org.specie.services.issuer.core.CoreLine;
import org.specie.services.issuer.factory.FactoryRole;
import org.specie.services.issuer.line.Callers;
import org.specie.services.issuer.line.Line;
import org.specie.services.issuer.line.Seat;

/**
 * A factory in this process, which brings what owners give back to inspection. Spec:
 * docs/spec/58-issuer-service.md section 7.
 */
final class FactoryServing implements Closeable {
  /** Where the factory finds inspection. */
  static final String INSPECTION = "inspection.url";

  private final RoleFolder folder;
  private final BiConsumer<String, String> log;
  private Optional<DistantInspection> inspection = Optional.empty();
  private Optional<ScheduledExecutorService> bringing = Optional.empty();

  /**
   * @param log takes an event and its fields
   */
  FactoryServing(RoleFolder folder, BiConsumer<String, String> log) {
    this.folder = folder;
    this.log = log;
  }

  /** What it may be asked for. */
  Answer<List<Operation<?, ?>>> open(Line core, Database database, Clock clock, Entropy entropy)
      throws IOException {
    Map<Ed25519PublicKey, Seat> seats = new HashMap<>();
    seats.put(folder.lineKey("register.line"), Seat.ofRegister());
    Serving.addInspection(folder, seats);
    Serving.addOperators(folder, seats);
    return switch (FactoryRole.open(
        setting(),
        new CoreLine(core),
        new Callers(folder.line(), seats, clock),
        database,
        new FactoryRole.Witnesses(
            folder.witness("factory"),
            folder.witness("owners"),
            folder.witness("returned"),
            folder.witness("policies")),
        clock,
        entropy)) {
      case Answer.Refused<FactoryRole>(var reason) -> Answer.refused(reason);
      case Answer.Given<FactoryRole>(FactoryRole role) -> {
        inspection.ifPresent(_ -> startBringing(role));
        yield Answer.given(role.operations());
      }
    };
  }

  private FactoryRole.Setting setting() throws IOException {
    KeyCert certificate = folder.keyCert("certificate");
    Currency currency =
        new Currency(certificate.currencyNumber(), folder.settings().number("currency.places"));
    Optional<String> url = folder.settings().find(INSPECTION);
    inspection =
        url.flatMap(each -> ServiceAddress.parse(each, ServerTrust.system()))
            .map(DistantInspection::new);
    if (url.isPresent() && inspection.isEmpty()) {
      throw new IOException("'" + INSPECTION + "' is no address; write it as http://host:port");
    }
    KeyCert root = folder.keyCert("root");
    return new FactoryRole.Setting(
        new Factory.Identity(folder.agentKey(), certificate, currency),
        new TokenPolicy.ByOwner(policy(certificate, 1), policy(certificate, 2)),
        inspection.map(each -> new FactoryRole.TakingBack(root, currency, each::submit)));
  }

  private TokenPolicy policy(KeyCert certificate, int number) throws IOException {
    return new TokenPolicy(
        number,
        certificate.classes(),
        folder.settings().number("token.payments"),
        folder.settings().number("token.days"),
        certificate.limits());
  }

  private void startBringing(FactoryRole role) {
    ScheduledExecutorService thread =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("returned payments").factory());
    bringing = Optional.of(thread);
    var _ =
        thread.scheduleWithFixedDelay(
            new Bringing(role::bring, log),
            Bringing.SECONDS_BETWEEN,
            Bringing.SECONDS_BETWEEN,
            TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    bringing.ifPresent(ScheduledExecutorService::shutdownNow);
    inspection.ifPresent(DistantInspection::close);
  }
}
