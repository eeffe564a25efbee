package org.specie.cli.issuer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.specie.cli.Foreground;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.node.replica.Settings;
import org.specie.offline.agents.Answer;
import org.specie.offline.agents.core.Authority;
import org.specie.offline.agents.core.CorePolicy;
import org.specie.offline.agents.station.DeviceFacts;
import org.specie.offline.token.certificate.KeyCert;
import org.specie.offline.token.value.Currency;
import org.specie.offline.token.value.DeviceClasses;
import org.specie.offline.token.value.KeyId;
import org.specie.services.api.Listener;
import org.specie.services.api.Operation;
import org.specie.services.api.ServerLimits;
import org.specie.services.database.Database;
import org.specie.services.issuer.IssuerService;
import org.specie.services.issuer.RoleIntroduction;
import org.specie.services.issuer.authority.AuthorityRole;
import org.specie.services.issuer.certifier.CertifierRole;
import org.specie.services.issuer.core.CoreLine;
import org.specie.services.issuer.core.CoreRole;
import org.specie.services.issuer.factory.FactoryLine;
import org.specie.services.issuer.inspection.InspectionRole;
import org.specie.services.issuer.inspection.IssuedOverLines;
import org.specie.services.issuer.line.Callers;
import org.specie.services.issuer.line.Line;
import org.specie.services.issuer.line.Seat;
import org.specie.services.issuer.management.ManagersRole;
import org.specie.services.issuer.recovery.RecoveryRole;
import org.specie.services.issuer.vouching.RootRole;

/** A role of an issuer in this process. */
final class Serving implements Foreground.Running {
  private final IssuerService service;
  private final List<Line> lines;
  private final PseudonymServing pseudonym;
  private final FactoryServing factory;

  private Serving(
      IssuerService service, List<Line> lines, PseudonymServing pseudonym, FactoryServing factory) {
    this.service = service;
    this.lines = lines;
    this.pseudonym = pseudonym;
    this.factory = factory;
  }

  /** Whom a role asks. */
  private static List<Role> asked(Role role) {
    return switch (role) {
      case ROOT, CORE, AUTHORITY -> List.of();
      case CERTIFIER, FACTORY, RECOVERY, MANAGERS -> List.of(Role.CORE);
      case INSPECTION -> List.of(Role.CORE, Role.FACTORY);
      case PSEUDONYM -> List.of(Role.FACTORY);
    };
  }

  /** The lines of {@code folder}; inspection has more, to the factories of banks. */
  private static List<Line> lines(RoleFolder folder, Clock clock) throws IOException {
    List<Line> lines = new ArrayList<>();
    for (Role each : asked(folder.role())) {
      lines.add(folder.lineTo(each.word(), clock));
    }
    for (int i = 2; folder.settings().find(factory(i) + ".url").isPresent(); i++) {
      lines.add(folder.lineTo(factory(i), clock));
    }
    return lines;
  }

  /** What the settings of inspection call factory {@code number}. */
  static String factory(int number) {
    return number == 1 ? Role.FACTORY.word() : Role.FACTORY.word() + "." + number;
  }

  /**
   * Starts the role that lives in {@code folder}, or says why its books cannot be gone on with.
   *
   * @param log takes an event and its fields
   */
  static Answer<Serving> open(
      RoleFolder folder, Clock clock, Entropy entropy, BiConsumer<String, String> log)
      throws IOException {
    Role role = folder.role();
    List<Line> lines = lines(folder, clock);
    PseudonymServing pseudonym = new PseudonymServing(folder);
    FactoryServing factory = new FactoryServing(folder, log);
    boolean isStarted = false;
    try {
      Answer<IssuerService> started =
          IssuerService.start(
              location(folder),
              database ->
                  operations(
                      folder,
                      switch (role) {
                        case ROOT -> root(folder, database, clock);
                        case CORE -> core(folder, database, clock);
                        case CERTIFIER -> certifier(folder, lines.getFirst(), database, clock);
                        case FACTORY -> factory.open(lines.getFirst(), database, clock, entropy);
                        case RECOVERY -> recovery(folder, lines.getFirst(), database, clock);
                        case MANAGERS -> managers(folder, lines.getFirst(), database, clock);
                        case INSPECTION -> inspection(folder, lines, database, clock);
                        case PSEUDONYM ->
                            pseudonym.open(lines.getFirst(), database, clock, entropy);
                        case AUTHORITY -> authority(folder, database, clock, entropy);
                      }));
      isStarted = started instanceof Answer.Given<IssuerService>;
      return mapped(started, service -> new Serving(service, lines, pseudonym, factory));
    } finally {
      if (!isStarted) {
        lines.forEach(Line::close);
        pseudonym.close();
        factory.close();
      }
    }
  }

  private static IssuerService.Location location(RoleFolder folder) throws IOException {
    return new IssuerService.Location(
        folder.role().word(),
        new Listener(folder.api().host(), folder.api().port(), Optional.empty()),
        folder.database(),
        folder.role() == Role.CORE ? IssuerService.CORE_LIMITS : ServerLimits.STANDARD);
  }

  private static <T, U> Answer<U> mapped(Answer<T> answer, Function<T, U> form) {
    return switch (answer) {
      case Answer.Given<T>(T given) -> Answer.given(form.apply(given));
      case Answer.Refused<T>(var reason) -> Answer.refused(reason);
    };
  }

  private static Answer<List<Operation<?, ?>>> operations(
      RoleFolder folder, Answer<List<Operation<?, ?>>> ofRole) throws IOException {
    Operation<?, ?> introduction =
        RoleIntroduction.operation(folder.role().word(), folder.line().publicKey(), folder.shown());
    return mapped(
        ofRole,
        given -> {
          List<Operation<?, ?>> all = new ArrayList<>(given);
          all.add(introduction);
          return List.copyOf(all);
        });
  }

  private static Answer<List<Operation<?, ?>>> root(
      RoleFolder folder, Database database, Clock clock) throws IOException {
    Settings settings = folder.settings();
    KeyCert certificate = folder.keyCert("root");
    return mapped(
        RootRole.open(
            Authority.restored(folder.agentKey(), certificate),
            DeviceFacts.ofIssuer(
                new Currency(certificate.currencyNumber(), settings.number("currency.places")),
                new DeviceClasses(settings.number("class")),
                folder.signingKey(ManagersFounding.KEY)),
            stations(folder, clock),
            database,
            folder.witness("root")),
        RootRole::operations);
  }

  private static Answer<List<Operation<?, ?>>> core(
      RoleFolder folder, Database database, Clock clock) throws IOException {
    Settings settings = folder.settings();
    Map<Ed25519PublicKey, Seat> seats = new HashMap<>();
    List<KeyCert> agents = new ArrayList<>();
    for (int i = 1; settings.find("agent." + i + ".line").isPresent(); i++) {
      KeyCert agent = folder.keyCert("agent." + i + ".certificate");
      agents.add(agent);
      seats.put(folder.lineKey("agent." + i + ".line"), Seat.ofAgent(agent.id()));
    }
    seats.put(folder.lineKey("station.line"), Seat.ofStation());
    addManagers(folder, seats);
    addInspection(folder, seats);
    addOperators(folder, seats);
    // A core that began before there were agents of its own has appointed none.
    int own = settings.find("own.agents").isPresent() ? settings.number("own.agents") : 0;
    return mapped(
        CoreRole.open(
            new CoreRole.Setting(
                folder.keyCert("root"),
                new CorePolicy(settings.number("keys.per.device"), settings.number("crowd")),
                agents,
                agents.stream().limit(own).map(KeyCert::id).toList()),
            new Callers(folder.line(), seats, clock),
            database,
            folder.witness("core"),
            clock),
        CoreRole::operations);
  }

  /** Issuers that were founded before the managers were a process have no key of their lines. */
  private static void addManagers(RoleFolder folder, Map<Ed25519PublicKey, Seat> seats)
      throws IOException {
    if (folder.settings().find("managers.line").isPresent()) {
      seats.put(folder.lineKey("managers.line"), Seat.ofManagers());
    }
  }

  /** Issuers that were founded before inspection was a process have no key of its lines. */
  static void addInspection(RoleFolder folder, Map<Ed25519PublicKey, Seat> seats)
      throws IOException {
    if (folder.settings().find("inspection.line").isPresent()) {
      seats.put(folder.lineKey("inspection.line"), Seat.ofInspection());
    }
  }

  /** Issuers that were founded before there were operators have no keys of their lines. */
  static void addOperators(RoleFolder folder, Map<Ed25519PublicKey, Seat> seats)
      throws IOException {
    if (folder.settings().find(OperatorsFounding.VOLUME_LINE).isPresent()) {
      seats.put(folder.lineKey(OperatorsFounding.VOLUME_LINE), Seat.ofVolume());
    }
    if (folder.settings().find(OperatorsFounding.POLICY_LINE).isPresent()) {
      seats.put(folder.lineKey(OperatorsFounding.POLICY_LINE), Seat.ofPolicy());
    }
  }

  private static Answer<List<Operation<?, ?>>> recovery(
      RoleFolder folder, Line core, Database database, Clock clock) throws IOException {
    return mapped(
        RecoveryRole.open(
            folder.agentKey(),
            folder.keyCert("certificate"),
            new CoreLine(core),
            stations(folder, clock),
            database,
            folder.witness("recovery")),
        RecoveryRole::operations);
  }

  private static Answer<List<Operation<?, ?>>> managers(
      RoleFolder folder, Line core, Database database, Clock clock) throws IOException {
    return mapped(
        ManagersRole.open(
            folder.agentKey(),
            new CoreLine(core),
            stations(folder, clock),
            database,
            folder.witness("managers")),
        ManagersRole::operations);
  }

  /** Stations call, and nobody else. */
  private static Callers stations(RoleFolder folder, Clock clock) throws IOException {
    return new Callers(
        folder.line(), Map.of(folder.lineKey("station.line"), Seat.ofStation()), clock);
  }

  private static Answer<List<Operation<?, ?>>> inspection(
      RoleFolder folder, List<Line> lines, Database database, Clock clock) throws IOException {
    KeyCert root = folder.keyCert("root");
    Optional<Ed25519SecretKey> reporting = folder.reporting();
    Map<Ed25519PublicKey, Seat> seats = new LinkedHashMap<>();
    seats.put(folder.lineKey("examiner.line"), Seat.ofExaminer());
    if (reporting.isPresent()) {
      seats.put(folder.lineKey("compliance.line"), Seat.ofCompliance());
    }
    addOperators(folder, seats);
    return mapped(
        InspectionRole.open(
            new InspectionRole.Setting(
                root,
                new Currency(root.currencyNumber(), folder.settings().number("currency.places"))),
            new IssuedOverLines(new CoreLine(lines.getFirst()), factories(folder, lines)),
            new Callers(folder.line(), seats, clock),
            database,
            folder.witness("inspection"),
            clock,
            reporting),
        InspectionRole::operations);
  }

  /** The issuer's factory and those of banks, by their keys; the first line is the core's. */
  private static Map<KeyId, FactoryLine> factories(RoleFolder folder, List<Line> lines)
      throws IOException {
    Map<KeyId, FactoryLine> factories = new HashMap<>();
    for (int i = 1; i < lines.size(); i++) {
      KeyId key = folder.keyCert(factory(i) + ".certificate").id();
      factories.put(key, new FactoryLine(lines.get(i)));
    }
    return factories;
  }

  private static Answer<List<Operation<?, ?>>> certifier(
      RoleFolder folder, Line core, Database database, Clock clock) throws IOException {
    return mapped(
        CertifierRole.open(
            folder.classKeys(), new CoreLine(core), database, folder.witness("certifier"), clock),
        CertifierRole::operations);
  }

  private static Answer<List<Operation<?, ?>>> authority(
      RoleFolder folder, Database database, Clock clock, Entropy entropy) throws IOException {
    AuthorityFolder described = new AuthorityFolder(folder);
    return mapped(
        AuthorityRole.open(
            described.authorities(),
            described.keys(),
            new Callers(folder.line(), described.seats(), clock),
            database,
            folder.witness("unsealing"),
            clock,
            entropy),
        AuthorityRole::operations);
  }

  @Override
  public String ready() {
    return "port=" + service.port();
  }

  @Override
  public OptionalInt look() {
    return OptionalInt.empty();
  }

  @Override
  public void close() throws IOException {
    service.close();
    lines.forEach(Line::close);
    pseudonym.close();
    factory.close();
  }
}
