package org.specie.cli.demo.offline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.cli.issuer.Founding;
import org.specie.cli.issuer.Role;
import org.specie.cli.issuer.RoleFleet;
import org.specie.cli.issuer.RoleFolder;
import org.specie.cli.town.offline.CardIssuer;
import org.specie.cli.town.offline.Issuer;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.ledger.state.rocksdb.RocksStorage;
import org.specie.offline.agents.core.Authority;
import org.specie.offline.agents.inspection.Alarm;
import org.specie.offline.agents.pseudonym.Consent;
import org.specie.offline.agents.pseudonym.Register;
import org.specie.offline.agents.recovery.Recovered;
import org.specie.offline.agents.station.Station;
import org.specie.offline.agents.station.StationBook;
import org.specie.offline.purse.trust.IssuerDocument;
import org.specie.offline.token.certificate.Certificate;
import org.specie.offline.token.certificate.ClassCert;
import org.specie.offline.token.certificate.KeyCert;
import org.specie.offline.token.message.Message.Proof;
import org.specie.offline.token.receipt.PayeeInfo;
import org.specie.offline.token.value.OwnerId;
import org.specie.services.issuer.RoleIntroduction;
import org.specie.services.issuer.RoleTime;
import org.specie.services.issuer.asking.DistantAgents;
import org.specie.services.issuer.asking.DistantInspection;
import org.specie.services.issuer.core.CoreLine;
import org.specie.services.issuer.inspection.InspectionLine;
import org.specie.services.issuer.line.Line;
import org.specie.services.issuer.pseudonym.PersonEntry;
import org.specie.services.issuer.pseudonym.PseudonymLine;
import org.specie.services.issuer.recovery.RecoveryLine;

/**
 * The issuer of the demonstration: core, certifier, factory, recovery agent, managers, inspection
 * and pseudonym agent, each a process with a folder of its own. Everybody who asks them does so
 * over their lines, with the keys of their own folder: the station beside its card reader, which
 * has the root's key, whoever identifies people, the examiner, and whoever has a card. Those are
 * programs of this process, which founds the issuer and so could read every folder. Spec:
 * docs/spec/58-issuer-service.md.
 */
final class IssuerOffices implements CardIssuer, AutoCloseable {
  private final Path folder;
  private final RoleFleet roles;
  private final DistantAgents agents;
  private final DistantInspection submissions;
  private final List<Line> lines = new ArrayList<>();
  private final Line ofStation;
  private final Line toManagers;
  private final Line ofCertifier;
  private final RecoveryLine recovery;
  private final PseudonymLine pseudonyms;
  private final PseudonymLine identities;
  private final Clock clock;
  private final Entropy entropy;
  private final InspectionLine examiner;
  private Optional<RocksStorage> book = Optional.empty();
  private Optional<Opened> opened = Optional.empty();

  /** What needs roles that answer. */
  private record Opened(Station station, IssuerDocument document, KeyCert recoveryCert) {}

  private IssuerOffices(Path folder, Clock clock, Entropy entropy) throws IOException {
    this.clock = clock;
    this.entropy = entropy;
    this.folder = folder;
    this.roles = RoleFleet.in(folder);
    this.agents = new DistantAgents(role(Role.CERTIFIER).address(), role(Role.FACTORY).address());
    this.submissions = new DistantInspection(role(Role.INSPECTION).address());
    this.ofStation = line(Founding.STATION, Role.CORE, clock);
    this.toManagers = line(Founding.STATION, Role.MANAGERS, clock);
    this.ofCertifier = line(Role.CERTIFIER.word(), Role.CORE, clock);
    this.recovery = new RecoveryLine(line(Founding.STATION, Role.RECOVERY, clock));
    this.pseudonyms = new PseudonymLine(line(Founding.STATION, Role.PSEUDONYM, clock));
    this.identities = new PseudonymLine(line(Founding.IDENTITIES, Role.PSEUDONYM, clock));
    this.examiner = new InspectionLine(line(Founding.EXAMINER, Role.INSPECTION, clock));
  }

  /** A new issuer in {@code folder}, none of whose roles runs. */
  static IssuerOffices found(Path folder, Clock clock, Entropy entropy) throws IOException {
    KeyCert _ =
        Founding.found(
            folder,
            new Founding.Terms(
                CURRENCY, CLASS, PARTITION, LIMITS, CROWD_MIN, CLASS_QUOTA, CLASS_DAYS, List.of()),
            new RoleTime(clock).now(),
            entropy);
    return new IssuerOffices(folder, clock, entropy);
  }

  private RoleFolder role(Role role) throws IOException {
    return RoleFolder.read(folder.resolve(role.word()));
  }

  private Line line(String caller, Role role, Clock clock) throws IOException {
    Line line = RoleFolder.read(folder.resolve(caller)).lineTo(role.word(), clock);
    lines.add(line);
    return line;
  }

  /** Starts the roles, and waits for none. */
  void startAll() throws IOException {
    roles.startAllBriefly();
  }

  /** Waits until all roles answer, and opens the station. */
  void awaitServing(RoleFleet.Progress progress) throws IOException {
    roles.awaitServing(progress);
    List<Certificate> certifier = shown(Role.CERTIFIER);
    List<Certificate> factory = shown(Role.FACTORY);
    KeyCert recoveryCert = keyCert(shown(Role.RECOVERY).getLast());
    RoleFolder root = RoleFolder.read(folder.resolve(Role.ROOT.word()));
    if (!(certifier.getLast() instanceof ClassCert payerClass)) {
      throw new IOException("the certifier shows no certificate of a class key");
    }
    IssuerDocument document =
        new IssuerDocument(
            root.keyCert("root"),
            CURRENCY,
            keyCert(factory.getLast()),
            keyCert(certifier.get(1)),
            payerClass);
    RocksStorage storage =
        RocksStorage.open(
            Files.createDirectories(folder.resolve(Founding.STATION).resolve("book")));
    book = Optional.of(storage);
    Station station =
        new Station(
            Authority.restored(root.agentKey(), document.root()),
            RoleFolder.read(folder.resolve(Founding.STATION)).managers(toManagers),
            new CoreLine(ofStation),
            List.of(document.factory(), document.certifier(), recoveryCert),
            new StationBook(storage));
    opened = Optional.of(new Opened(station, document, recoveryCert));
  }

  /** What a role says of itself: the root's certificate, its own, those of its class keys. */
  private List<Certificate> shown(Role role) throws IOException {
    List<Certificate> all = new ArrayList<>();
    try {
      for (String each : RoleIntroduction.of(role(role).address()).certificates()) {
        all.add(Certificate.decode(ByteString.hex(each)));
      }
    } catch (MalformedInput e) {
      throw new IOException("the " + role.word() + " shows what is no certificate", e);
    }
    if (all.size() < 2) {
      throw new IOException("the " + role.word() + " shows no certificate of its own");
    }
    return all;
  }

  private static KeyCert keyCert(Certificate shown) throws IOException {
    if (shown instanceof KeyCert certificate) {
      return certificate;
    }
    throw new IOException("a role shows another certificate than one of a key");
  }

  private Opened opened() {
    return opened.orElseThrow(() -> new InvariantViolation("the roles answer by now"));
  }

  /** Where each role answers. */
  List<String> addresses() throws IOException {
    List<String> all = new ArrayList<>();
    for (RoleFolder each : roles.folders()) {
      all.add(each.role().word() + " " + each.address());
    }
    return all;
  }

  /**
   * Announces the class key to the core, once there is a crowd of devices for it; as {@code specie
   * issuer open-class} does, by the certifier's own line.
   */
  void openClass() throws IOException {
    Issuer.require(new CoreLine(ofCertifier).take(document().payerClass()));
  }

  /** An owner id for one card of somebody who stays anonymous. */
  OwnerId anonymous() throws IOException {
    return Issuer.require(
        pseudonyms.anonymous(ByteString.copyOf(entropy.bytes(Register.REQUEST_SIZE))));
  }

  /**
   * An owner id for the first card of somebody whom the issuer identified as {@code name}, which
   * payers will see, and who consents.
   */
  OwnerId identified(String name, boolean institution) throws IOException {
    Ed25519SecretKey person = Ed25519SecretKey.generate(entropy);
    Issuer.require(
        identities.enter(
            new PersonEntry(
                name, person.publicKey(), institution, new PayeeInfo(name), Optional.empty())));
    Consent consent =
        Consent.give(
            person,
            RoleFolder.read(folder.resolve(Founding.IDENTITIES)).pseudonymAgent(),
            name,
            1,
            new RoleTime(clock).now());
    return Issuer.require(pseudonyms.identify(consent.encode()));
  }

  /** Brings a payment to inspection, as anybody may. */
  void submit(Proof proof) throws IOException {
    Issuer.require(submissions.submit(proof));
  }

  /** Every alarm so far, as the examiner is told. */
  List<Alarm> alarms() throws IOException {
    return examiner.alarms();
  }

  /** Has the recovery agent credit what an ended card sealed; the same again is the same credit. */
  Recovered recover(ByteString request) throws IOException {
    return Issuer.require(recovery.recover(request));
  }

  KeyCert recoveryCert() {
    return opened().recoveryCert();
  }

  @Override
  public Station station() {
    return opened().station();
  }

  @Override
  public IssuerDocument document() {
    return opened().document();
  }

  @Override
  public AgentAnswer certify(ByteString request) throws IOException {
    return agents.certify(request);
  }

  @Override
  public AgentAnswer makeToken(ByteString request) throws IOException {
    return agents.makeToken(request);
  }

  @Override
  public void close() throws IOException {
    try {
      roles.stopAll();
    } finally {
      lines.forEach(Line::close);
      agents.close();
      submissions.close();
      if (book.isPresent()) {
        book.get().close();
      }
    }
  }
}
