package org.specie.cli.issuer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.ledger.transport.Endpoint;
import org.specie.ledger.transport.FreePorts;
import org.specie.node.replica.Settings;
import org.specie.offline.agents.certifier.ClassKey;
import org.specie.offline.agents.core.Authority;
import org.specie.offline.agents.core.CorePolicy;
import org.specie.offline.token.certificate.KeyCert;
import org.specie.offline.token.certificate.KeyUse;
import org.specie.offline.token.certificate.Limits;
import org.specie.offline.token.signature.P256Key;
import org.specie.offline.token.value.Currency;
import org.specie.offline.token.value.DeviceClasses;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.Validity;

/**
 * Founds an issuer: keys and folders of all its roles, each folder with nothing that is another's.
 * The root's file is written last. Spec: docs/spec/58-issuer-service.md section 1.
 */
public final class Founding {
  public static final String STATION = "station";
  public static final String IDENTITIES = "identities";
  public static final String EXAMINER = "examiner";
  static final String COMPLIANCE = "compliance";

  private static final String HOST = "127.0.0.1";
  private static final int MINUTES_PER_DAY = 1_440;
  private static final int ROOT_DAYS = 3_660;
  private static final int AGENT_DAYS = 1_830;

  /** The first agents of the core are its own: certifier, factory, recovery agent. */
  private static final int OWN_AGENTS = 3;

  /** What the issuer's own identity register is called. */
  static final String SOURCE = "issuer";

  /** What a bank cannot be called, besides roles. */
  private static final Set<String> OTHERS =
      Set.of(
          STATION,
          IDENTITIES,
          EXAMINER,
          COMPLIANCE,
          AuthorityFolder.OBSERVER,
          OperatorsFounding.VOLUME,
          OperatorsFounding.POLICY,
          SOURCE);

  private final PartyFolders parties;
  private final Terms terms;
  private final Minutes now;
  private final Entropy entropy;
  private final Authority root;
  private final Map<Role, Endpoint> places = new EnumMap<>(Role.class);
  private final List<Endpoint> ofAuthorities = new ArrayList<>();
  private final List<TokenOffice> offices = new ArrayList<>();

  /**
   * What an issuer is founded with.
   *
   * @param limits of payments, for everybody under the root
   * @param crowd devices a class has before its key is used
   * @param quota payment keys of the first class key
   * @param classDays how long the first class key is valid
   * @param banks that run factory and pseudonym agent themselves, each in a folder of its name
   */
  public record Terms(
      Currency currency,
      DeviceClasses deviceClass,
      int partition,
      Limits limits,
      int crowd,
      long quota,
      int classDays,
      List<String> banks) {
    /** The longest name of a bank. */
    private static final Pattern BANK = Pattern.compile("[a-z][a-z0-9-]{0,31}");

    public Terms {
      banks = List.copyOf(banks);
      Check.that(banks.stream().allMatch(Terms::isBank), "banks have names that folders can have");
      Check.that(banks.stream().distinct().count() == banks.size(), "banks have other names");
    }

    /** Whether a bank's folder can have this name beside those of the issuer. */
    static boolean isBank(String name) {
      return BANK.matcher(name).matches()
          && Role.of(name).isEmpty()
          && !name.startsWith("authority-")
          && !OTHERS.contains(name);
    }
  }

  private Founding(
      Path folder, Terms terms, Map<String, HsmPlace> modules, Minutes now, Entropy entropy)
      throws IOException {
    this.parties = new PartyFolders(folder, entropy, modules);
    this.terms = terms;
    this.now = now;
    this.entropy = entropy;
    this.root =
        Authority.found(
            parties.agentKey(Role.ROOT.word()),
            terms.currency().number(),
            terms.deviceClass(),
            days(ROOT_DAYS),
            terms.limits());
    int roles = Role.single().size() + AuthorityFounding.MEMBERS;
    Iterator<Integer> ports =
        FreePorts.at(HOST, roles + 2 * terms.banks().size(), entropy).iterator();
    for (int i = 0; i < AuthorityFounding.MEMBERS; i++) {
      ofAuthorities.add(new Endpoint(HOST, ports.next()));
    }
    for (Role each : Role.single()) {
      places.put(each, new Endpoint(HOST, ports.next()));
    }
    offices.add(office(SOURCE, parties, place(Role.FACTORY), place(Role.PSEUDONYM)));
    for (String bank : terms.banks()) {
      offices.add(
          office(
              bank,
              new PartyFolders(folder.resolve(bank), entropy, Map.of()),
              new Endpoint(HOST, ports.next()),
              new Endpoint(HOST, ports.next())));
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
    if (Files.exists(folder.resolve(Role.ROOT.word()))
        || Files.exists(folder.resolve(Role.CORE.word()))) {
      throw new IOException("there is an issuer in " + folder + " already; choose another folder");
    }
    for (String bank : terms.banks()) {
      if (Files.exists(folder.resolve(bank))) {
        throw new IOException(
            "there is something in "
                + folder.resolve(bank)
                + " already; move it, or choose another"
                + " folder");
      }
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

  private TokenOffice office(
      String name, PartyFolders folders, Endpoint factory, Endpoint pseudonym) throws IOException {
    return new TokenOffice(
        name,
        folders,
        new TokenOffice.Places(factory, pseudonym),
        key -> certify(KeyUse.FACTORY, key));
  }

  private KeyCert certify(KeyUse use, P256Key key) {
    return root.certify(use, key, terms.deviceClass(), days(AGENT_DAYS), terms.limits());
  }

  private static String hex(Ed25519SecretKey line) {
    return PartyFolders.hex(line);
  }

  private Settings settings(Role role) {
    return parties.settings(role, place(role), root.certificate());
  }

  private Endpoint place(Role role) {
    return Optional.ofNullable(places.get(role)).orElseThrow();
  }

  private String url(Role role) {
    return "http://" + place(role);
  }

  private KeyCert write() throws IOException {
    KeyCert certifier =
        certify(KeyUse.CERTIFIER, parties.agentKey(Role.CERTIFIER.word()).publicKey());
    KeyCert recovery = certify(KeyUse.RECOVERY, parties.agentKey(Role.RECOVERY.word()).publicKey());
    Ed25519SecretKey core = parties.line(Role.CORE.word());
    Ed25519SecretKey ofRecovery = parties.line(Role.RECOVERY.word());
    Ed25519SecretKey ofInspection = parties.line(Role.INSPECTION.word());
    Ed25519SecretKey station = parties.line(STATION);
    ManagersFounding managers = new ManagersFounding(parties);
    Ed25519SecretKey compliance = parties.line(COMPLIANCE);
    Ed25519SecretKey reports = parties.signing(Role.INSPECTION.word(), RoleFolder.REPORTS);
    OperatorsFounding operators = new OperatorsFounding(parties);
    Settings ofCore =
        managers
            .describeToCore(operators.describePolicyTo(settings(Role.CORE)))
            .put("own.agents", OWN_AGENTS)
            .put("crowd", terms.crowd())
            .put("keys.per.device", CorePolicy.DEFAULT.keysPerDevice())
            .put("station.line", hex(station))
            .put("inspection.line", hex(ofInspection));
    putAgent(ofCore, 1, certifier, hex(parties.line(Role.CERTIFIER.word())));
    putAgent(ofCore, 2, offices.getFirst().certificate(), offices.getFirst().factoryLine());
    putAgent(ofCore, 3, recovery, hex(ofRecovery));
    for (int i = 1; i < offices.size(); i++) {
      putAgent(ofCore, i + 3, offices.get(i).certificate(), offices.get(i).factoryLine());
    }
    ofCore.write("the issuer core: where it listens, what it grants, and who may call");
    writeCertifier(certifier, hex(core));
    writeOffices(
        hex(core),
        station,
        ofInspection,
        new TokenOffice.Neighbours(
            root.certificate(),
            new AuthorityFounding(parties, ofAuthorities, root.certificate()),
            compliance,
            reports),
        operators);
    settings(Role.RECOVERY)
        .put("certificate", recovery.encode().toHex())
        .put("core.url", url(Role.CORE))
        .put("core.line", hex(core))
        .put("station.line", hex(station))
        .write("the recovery agent: where it listens, the core, and who may call");
    writeInspection(hex(core), ofInspection, compliance, reports, operators);
    ManagersFounding.write(settings(Role.MANAGERS), asked(Role.CORE, core), station);
    operators.write(asked(Role.INSPECTION, ofInspection), asked(Role.CORE, core), offices);
    writeStation(
        List.of(certifier, offices.getFirst().certificate(), recovery),
        hex(core),
        hex(ofRecovery),
        managers,
        hex(parties.line(Role.ROOT.word())));
    managers
        .describeToRoot(settings(Role.ROOT))
        .put("currency.places", terms.currency().places())
        .put("class", terms.deviceClass().mask())
        .put("station.line", hex(station))
        .write(
            "the root of the issuer; run it while cards are prepared, and keep it apart from every other");
    return root.certificate();
  }

  private static void putAgent(Settings core, int number, KeyCert certificate, String line) {
    core.put("agent." + number + ".certificate", certificate.encode().toHex())
        .put("agent." + number + ".line", line);
  }

  /** Factories and pseudonym agents, of the issuer and of banks, and who opens their entries. */
  private void writeOffices(
      String core,
      Ed25519SecretKey station,
      Ed25519SecretKey inspection,
      TokenOffice.Neighbours around,
      OperatorsFounding operators)
      throws IOException {
    for (TokenOffice each : offices) {
      each.writeFactory(
          new TokenOffice.Issuer(
              root.certificate(),
              terms.currency(),
              url(Role.CORE),
              core,
              inspection,
              url(Role.INSPECTION),
              operators));
    }
    offices.getFirst().writeAgent(around, station);
    for (TokenOffice bank : offices.subList(1, offices.size())) {
      bank.writeAgentOfBank(around);
    }
    around.authorities().write(offices);
  }

  /** The station knows whom cards trust, in the order: certifier, factory, recovery agent. */
  private void writeStation(
      List<KeyCert> agents,
      String core,
      String ofRecovery,
      ManagersFounding managers,
      String ofRoot)
      throws IOException {
    Settings station =
        managers
            .describeToStation(parties.settings(STATION), url(Role.MANAGERS))
            .put("root.url", url(Role.ROOT))
            .put("root.line", ofRoot)
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
    for (TokenOffice bank : offices.subList(1, offices.size())) {
      bank.describeBankTo(station);
    }
    offices
        .getFirst()
        .describeAgentTo(station)
        .write("the station: whom it asks, and whom its cards trust");
  }

  private OperatorsFounding.Asked asked(Role role, Ed25519SecretKey line) {
    return new OperatorsFounding.Asked(role.word(), url(role), hex(line));
  }

  private void writeInspection(
      String core,
      Ed25519SecretKey own,
      Ed25519SecretKey compliance,
      Ed25519SecretKey reports,
      OperatorsFounding operators)
      throws IOException {
    Ed25519SecretKey examiner = parties.line(EXAMINER);
    Settings inspection =
        settings(Role.INSPECTION).put("core.url", url(Role.CORE)).put("core.line", core);
    for (int i = 0; i < offices.size(); i++) {
      offices.get(i).describeFactoryTo(inspection, Serving.factory(i + 1));
    }
    operators.describeVolumeTo(operators.describePolicyTo(inspection));
    inspection
        .put("currency.places", terms.currency().places())
        .put("examiner.line", hex(examiner))
        .put("compliance.line", hex(compliance))
        .write("inspection: where it listens, whom it asks, and who may ask for what it finds");
    parties
        .settings(EXAMINER)
        .put("inspection.url", url(Role.INSPECTION))
        .put("inspection.line", hex(own))
        .write("the examiner: whom it asks");
    offices
        .getFirst()
        .describeAgentTo(parties.settings(COMPLIANCE))
        .put("inspection.url", url(Role.INSPECTION))
        .put("inspection.line", hex(own))
        .put("inspection.reports", hex(reports))
        .write(
            "who follows up money laundering: whom it asks, who signs reports, where letters lie");
  }

  private void writeCertifier(KeyCert certificate, String core) throws IOException {
    settings(Role.CERTIFIER)
        .put("certificate", certificate.encode().toHex())
        .put("core.url", url(Role.CORE))
        .put("core.line", core)
        .write("the certifier: where it listens, its class keys, and the core");
    var _ =
        RoleFolder.addClass(
            parties.of(Role.CERTIFIER.word()),
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
