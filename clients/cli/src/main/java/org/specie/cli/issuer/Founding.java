package org.specie.cli.issuer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.ledger.transport.Endpoint;
import org.specie.ledger.transport.FreePorts;
import org.specie.node.home.DirectoryHome;
import org.specie.node.replica.Settings;
import org.specie.offline.agents.certifier.ClassKey;
import org.specie.offline.agents.core.Authority;
import org.specie.offline.agents.core.CorePolicy;
import org.specie.offline.agents.key.SigningKey;
import org.specie.offline.token.certificate.KeyCert;
import org.specie.offline.token.certificate.KeyUse;
import org.specie.offline.token.certificate.Limits;
import org.specie.offline.token.value.Currency;
import org.specie.offline.token.value.DeviceClasses;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.Validity;

/**
 * Founds an issuer: keys and folders of all its roles, each folder with nothing that is another's.
 * The root's file is written last. Spec: docs/spec/58-issuer-service.md section 1.
 */
public final class Founding {
  public static final String ROOT = "root";
  public static final String MANAGERS = "managers";
  public static final String STATION = "station";
  public static final String REGISTER = "register";
  public static final String EXAMINER = "examiner";
  static final String COMPLIANCE = "compliance";

  private static final String HOST = "127.0.0.1";
  private static final int MINUTES_PER_DAY = 1_440;
  private static final int ROOT_DAYS = 3_660;
  private static final int AGENT_DAYS = 1_830;
  private static final int TOKEN_PAYMENTS = 20;
  private static final int TOKEN_DAYS = 60;

  private final Path folder;
  private final Terms terms;
  private final Minutes now;
  private final Entropy entropy;
  private final Map<String, HsmPlace> modules;
  private final Authority root;
  private final Map<Role, Endpoint> places = new EnumMap<>(Role.class);
  private final Map<String, Settings> files = new HashMap<>();

  /**
   * What an issuer is founded with.
   *
   * @param limits of payments, for everybody under the root
   * @param crowd devices a class has before its key is used
   * @param quota payment keys of the first class key
   * @param classDays how long the first class key is valid
   */
  public record Terms(
      Currency currency,
      DeviceClasses deviceClass,
      int partition,
      Limits limits,
      int crowd,
      long quota,
      int classDays) {}

  private Founding(
      Path folder, Terms terms, Map<String, HsmPlace> modules, Minutes now, Entropy entropy)
      throws IOException {
    this.folder = folder;
    this.terms = terms;
    this.modules = Map.copyOf(modules);
    this.now = now;
    this.entropy = entropy;
    this.root =
        Authority.found(
            agentKey(ROOT),
            terms.currency().number(),
            terms.deviceClass(),
            days(ROOT_DAYS),
            terms.limits());
    Iterator<Integer> ports = FreePorts.at(HOST, Role.values().length, entropy).iterator();
    for (Role each : Role.values()) {
      places.put(each, new Endpoint(HOST, ports.next()));
    }
  }

  /** Founds an issuer in {@code folder}, with all keys in files; the root's certificate. */
  public static KeyCert found(Path folder, Terms terms, Minutes now, Entropy entropy)
      throws IOException {
    return found(folder, terms, Map.of(), now, entropy);
  }

  /** The same, with the keys of the parties of {@code modules} in HSMs. */
  static KeyCert found(
      Path folder, Terms terms, Map<String, HsmPlace> modules, Minutes now, Entropy entropy)
      throws IOException {
    if (Files.exists(folder.resolve(ROOT)) || Files.exists(folder.resolve(Role.CORE.word()))) {
      throw new IOException("there is an issuer in " + folder + " already; choose another folder");
    }
    for (HsmPlace each : modules.values()) {
      // One that does not open is found out before anything is written.
      var _ = each.open();
    }
    return new Founding(folder, terms, modules, now, entropy).write();
  }

  private Validity days(int count) {
    return new Validity(now, new Minutes(now.sinceEpoch() + count * MINUTES_PER_DAY));
  }

  private KeyCert certify(KeyUse use, Role role) throws IOException {
    return root.certify(
        use,
        agentKey(role.word()).publicKey(),
        terms.deviceClass(),
        days(AGENT_DAYS),
        terms.limits());
  }

  /** A key that {@code party} signs with, kept in its folder or in its HSM. */
  private SigningKey agentKey(String party) throws IOException {
    Path home = Files.createDirectories(folder.resolve(party));
    return RoleKeys.founded(
            DirectoryHome.at(home), party, settings(party), Optional.ofNullable(modules.get(party)))
        .makeAgent(entropy);
  }

  private static String hex(Ed25519SecretKey line) {
    return line.publicKey().bytes().toHex();
  }

  /** A key of lines for {@code party}, kept in its folder. */
  private Ed25519SecretKey line(String party) throws IOException {
    Secret secret = Secret.random(Ed25519SecretKey.SIZE, entropy);
    keep(party, RoleFolder.LINE, secret);
    return new Ed25519SecretKey(secret);
  }

  private void keep(String party, String kind, Secret secret) throws IOException {
    DirectoryHome.at(folder.resolve(party)).keep(party, kind, secret);
  }

  /** What stands in the file of {@code party}, one and the same until it is written. */
  private Settings settings(String party) {
    return files.computeIfAbsent(
        party,
        name -> Settings.at(folder.resolve(name).resolve(RoleFolder.FILE)).put("role", name));
  }

  private Settings settings(Role role) {
    Endpoint place = place(role);
    return settings(role.word())
        .put("host", place.host())
        .put("port", place.port())
        .put("root", root.certificate().encode().toHex());
  }

  private Endpoint place(Role role) {
    return Optional.ofNullable(places.get(role)).orElseThrow();
  }

  private String url(Role role) {
    return "http://" + place(role);
  }

  private KeyCert write() throws IOException {
    KeyCert certifier = certify(KeyUse.CERTIFIER, Role.CERTIFIER);
    KeyCert factory = certify(KeyUse.FACTORY, Role.FACTORY);
    KeyCert recovery = certify(KeyUse.RECOVERY, Role.RECOVERY);
    Ed25519SecretKey core = line(Role.CORE.word());
    Ed25519SecretKey ofCertifier = line(Role.CERTIFIER.word());
    Ed25519SecretKey ofFactory = line(Role.FACTORY.word());
    Ed25519SecretKey ofRecovery = line(Role.RECOVERY.word());
    Ed25519SecretKey ofInspection = line(Role.INSPECTION.word());
    Ed25519SecretKey station = line(STATION);
    Ed25519SecretKey register = line(REGISTER);
    settings(Role.CORE)
        .put("crowd", terms.crowd())
        .put("keys.per.device", CorePolicy.DEFAULT.keysPerDevice())
        .put("agent.1.certificate", certifier.encode().toHex())
        .put("agent.1.line", hex(ofCertifier))
        .put("agent.2.certificate", factory.encode().toHex())
        .put("agent.2.line", hex(ofFactory))
        .put("agent.3.certificate", recovery.encode().toHex())
        .put("agent.3.line", hex(ofRecovery))
        .put("station.line", hex(station))
        .put("inspection.line", hex(ofInspection))
        .write("the issuer core: where it listens, what it grants, and who may call");
    writeCertifier(certifier, hex(core));
    settings(Role.FACTORY)
        .put("certificate", factory.encode().toHex())
        .put("core.url", url(Role.CORE))
        .put("core.line", hex(core))
        .put("register.line", hex(register))
        .put("inspection.line", hex(ofInspection))
        .put("currency.places", terms.currency().places())
        .put("token.payments", TOKEN_PAYMENTS)
        .put("token.days", TOKEN_DAYS)
        .write("the factory: where it listens, the core, and the most it puts into a token");
    settings(Role.RECOVERY)
        .put("certificate", recovery.encode().toHex())
        .put("core.url", url(Role.CORE))
        .put("core.line", hex(core))
        .put("station.line", hex(station))
        .write("the recovery agent: where it listens, the core, and who may call");
    writeInspection(factory, hex(core), hex(ofFactory), ofInspection);
    writeStation(List.of(certifier, factory, recovery), hex(core), hex(ofRecovery));
    settings(REGISTER)
        .put("factory.url", url(Role.FACTORY))
        .put("factory.line", hex(ofFactory))
        .write("the register of pseudonyms: whom it asks");
    settings(ROOT)
        .put("root", root.certificate().encode().toHex())
        .write("the root of the issuer; keep this folder apart from every other");
    return root.certificate();
  }

  /** The station knows whom cards trust, in the order: certifier, factory, recovery agent. */
  private void writeStation(List<KeyCert> agents, String core, String ofRecovery)
      throws IOException {
    var _ = agentKey(MANAGERS);
    settings(MANAGERS)
        .write("the managers of devices, who say whose they are and lend to them; keep this apart");
    Settings station =
        settings(STATION)
            .put("core.url", url(Role.CORE))
            .put("core.line", core)
            .put("recovery.url", url(Role.RECOVERY))
            .put("recovery.line", ofRecovery)
            .put("certifier.url", url(Role.CERTIFIER))
            .put("root", root.certificate().encode().toHex())
            .put("currency.places", terms.currency().places())
            .put("class", terms.deviceClass().mask())
            .put("partition", terms.partition());
    for (int i = 0; i < agents.size(); i++) {
      station.put("agent." + (i + 1) + ".certificate", agents.get(i).encode().toHex());
    }
    station.write("the station: whom it asks, and whom its cards trust");
  }

  private void writeInspection(KeyCert factory, String core, String ofFactory, Ed25519SecretKey own)
      throws IOException {
    Ed25519SecretKey examiner = line(EXAMINER);
    Ed25519SecretKey compliance = line(COMPLIANCE);
    Secret reports = Secret.random(Ed25519SecretKey.SIZE, entropy);
    keep(Role.INSPECTION.word(), RoleFolder.REPORTS, reports);
    settings(Role.INSPECTION)
        .put("core.url", url(Role.CORE))
        .put("core.line", core)
        .put("factory.url", url(Role.FACTORY))
        .put("factory.line", ofFactory)
        .put("factory.certificate", factory.encode().toHex())
        .put("currency.places", terms.currency().places())
        .put("examiner.line", hex(examiner))
        .put("compliance.line", hex(compliance))
        .write("inspection: where it listens, whom it asks, and who may ask for what it finds");
    settings(EXAMINER)
        .put("inspection.url", url(Role.INSPECTION))
        .put("inspection.line", hex(own))
        .write("the examiner: whom it asks");
    settings(COMPLIANCE)
        .put("inspection.url", url(Role.INSPECTION))
        .put("inspection.line", hex(own))
        .put("inspection.reports", hex(new Ed25519SecretKey(reports)))
        .write("who follows up money laundering: whom it asks, and who signs reports");
  }

  private void writeCertifier(KeyCert certificate, String core) throws IOException {
    settings(Role.CERTIFIER)
        .put("certificate", certificate.encode().toHex())
        .put("core.url", url(Role.CORE))
        .put("core.line", core)
        .write("the certifier: where it listens, its class keys, and the core");
    var _ =
        RoleFolder.addClass(
            folder.resolve(Role.CERTIFIER.word()),
            new ClassKey.Purpose(
                terms.deviceClass(),
                terms.partition(),
                days(terms.classDays()),
                terms.limits().payment(),
                terms.quota(),
                1),
            entropy);
  }
}
