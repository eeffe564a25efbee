package org.specie.cli.psp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.specie.cli.customer.LedgerFiles;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.blind.BlindRsaSecretKey;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.ledger.transport.Endpoint;
import org.specie.node.home.DirectoryHome;
import org.specie.node.replica.NetworkDescription;
import org.specie.node.replica.ReplicaProcess;
import org.specie.node.replica.Settings;
import org.specie.services.api.Relay;
import org.specie.services.api.ServerLimits;
import org.specie.services.database.Place;
import org.specie.services.psp.Hex;
import org.specie.services.psp.Psp;

/**
 * The folder a provider lives in: {@code psp.properties} with its place, {@code secrets} with its
 * keys, {@code database} unless that is elsewhere, and the description of the ledger it leads to.
 *
 * @param name by which customers know it
 * @param enrolling nothing where it enrols nobody
 */
record ProviderFolder(Path root, String name, Endpoint api, Optional<Enrolling> enrolling) {
  private static final String FILE = "psp.properties";
  private static final String LEDGER = "ledger";
  private static final String DATABASE = "database";
  private static final String PARTY = "psp";
  private static final String CHALLENGES = "challenges";
  private static final String TOKENS = "tokens";
  private static final int SECRET_SIZE = 32;
  private static final int TOKEN_BITS = 2_048;

  /**
   * How it enrols customers.
   *
   * @param registrars the folder of the network in which the registrars have theirs
   * @param issuers identity providers whose evidence it takes
   */
  record Enrolling(Path registrars, Map<String, Ed25519PublicKey> issuers) {
    Enrolling {
      issuers = Map.copyOf(issuers);
    }
  }

  /** Makes the folder, its file last. */
  ProviderFolder create(LedgerFiles ledger, Optional<String> databaseUrl, Entropy entropy)
      throws IOException {
    if (Files.exists(root.resolve(FILE))) {
      throw new IOException("there is a provider in " + root + " already; choose another folder");
    }
    DirectoryHome home = DirectoryHome.at(root);
    home.keep(PARTY, CHALLENGES, Secret.random(SECRET_SIZE, entropy));
    home.keep(PARTY, TOKENS, BlindRsaSecretKey.generate(TOKEN_BITS, entropy).encode());
    if (databaseUrl.isPresent()) {
      home.keep(PARTY, DATABASE, Secret.copyOf(databaseUrl.get().getBytes(StandardCharsets.UTF_8)));
    }
    ledger.write(root.resolve(LEDGER));
    Settings settings =
        Settings.at(root.resolve(FILE))
            .put("name", name)
            .put("host", api.host())
            .put("port", api.port());
    if (enrolling.isPresent()) {
      settings.put("registrars", enrolling.get().registrars());
      int number = 0;
      for (var issuer : new TreeMap<>(enrolling.get().issuers()).entrySet()) {
        number++;
        settings
            .put("issuer." + number + ".name", issuer.getKey())
            .put("issuer." + number + ".key", issuer.getValue().bytes().toHex());
      }
    }
    settings.write("where this payment service provider listens, and whose evidence it takes");
    return this;
  }

  /** The provider that lives in {@code root}. */
  static ProviderFolder read(Path root) throws IOException {
    Settings settings = Settings.read(root.resolve(FILE));
    return new ProviderFolder(
        root,
        settings.get("name"),
        new Endpoint(settings.get("host"), settings.number("port")),
        enrolling(settings));
  }

  private static Optional<Enrolling> enrolling(Settings settings) throws IOException {
    Optional<String> registrars = settings.find("registrars");
    if (registrars.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Ed25519PublicKey> issuers = new TreeMap<>();
    for (int i = 1; settings.find("issuer." + i + ".name").isPresent(); i++) {
      String issuer = settings.get("issuer." + i + ".name");
      issuers.put(
          issuer,
          Hex.key(settings.get("issuer." + i + ".key"))
              .orElseThrow(() -> new IOException("the key of " + issuer + " is none")));
    }
    return Optional.of(new Enrolling(Path.of(registrars.get()), issuers));
  }

  /** Its process, running or not. */
  ReplicaProcess process() {
    return ReplicaProcess.of(root, name);
  }

  /** What it hands out about the ledger. */
  LedgerFiles ledger() throws IOException {
    return LedgerFiles.in(root.resolve(LEDGER));
  }

  /** Starts it in this process. */
  Psp open(Clock clock, Entropy entropy) throws IOException {
    DirectoryHome home = DirectoryHome.at(root);
    Optional<Secret> url = home.secret(PARTY, DATABASE);
    Place database =
        url.isPresent()
            ? new Place.External(url.get().lend(bytes -> new String(bytes, StandardCharsets.UTF_8)))
            : new Place.Embedded(root.resolve(DATABASE).toAbsolutePath());
    NetworkDescription network = NetworkDescription.read(root.resolve(LEDGER));
    return Psp.start(
        new Psp.Location(name, api.host(), api.port(), database),
        keys(home),
        new Psp.Surroundings(
            Relay.to(places(network)),
            ledger().handedOut(),
            enrolling.map(
                each ->
                    new Psp.Enrolling(
                        each.issuers(),
                        new NetworkRegistry(network, each.registrars(), clock, entropy)))),
        ServerLimits.STANDARD,
        clock,
        entropy);
  }

  /** Where wallets are served, of all replicas. */
  private static Set<String> places(NetworkDescription network) {
    return network.replicas().stream()
        .map(each -> each.wallets().toString())
        .collect(Collectors.toUnmodifiableSet());
  }

  private Psp.Keys keys(DirectoryHome home) throws IOException {
    try {
      return new Psp.Keys(secret(home, CHALLENGES), BlindRsaSecretKey.decode(secret(home, TOKENS)));
    } catch (MalformedInput e) {
      throw new IOException("the key of admission tokens in " + root + " is damaged", e);
    }
  }

  private Secret secret(DirectoryHome home, String kind) throws IOException {
    return home.secret(PARTY, kind)
        .orElseThrow(() -> new IOException("the secret '" + kind + "' is missing in " + root));
  }

  /** The words that run it in a process of its own. */
  List<String> words() {
    return List.of("psp", "run", "--home", root.toString());
  }
}
