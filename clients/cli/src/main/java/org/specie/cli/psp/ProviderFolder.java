package org.specie.cli.psp;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.specie.cli.Background;
import org.specie.cli.customer.Greeting;
import org.specie.cli.customer.LedgerFiles;
import org.specie.cli.identity.KnownIssuers;
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
import org.specie.services.api.Listener;
import org.specie.services.api.Relay;
import org.specie.services.api.ServerCertificate;
import org.specie.services.api.ServerLimits;
import org.specie.services.api.ServerTrust;
import org.specie.services.api.ServiceAddress;
import org.specie.services.database.Place;
import org.specie.services.psp.Psp;

/**
 * The folder a provider lives in: {@code psp.properties} with its place, {@code secrets} with its
 * keys, {@code database} unless that is elsewhere, and the description of the ledger it leads to.
 *
 * @param name by which customers know it
 * @param tls nothing where it is asked without TLS
 * @param enrolling nothing where it enrols nobody
 */
public record ProviderFolder(
    Path root,
    String name,
    Endpoint api,
    Optional<CertificateOptions.Files> tls,
    Optional<Enrolling> enrolling) {
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
   * @param registrars the folder with the cards of the registrars
   * @param issuers identity providers whose evidence it takes
   */
  public record Enrolling(Path registrars, Map<String, Ed25519PublicKey> issuers) {
    public Enrolling {
      issuers = Map.copyOf(issuers);
    }
  }

  /** Whether a provider lives in {@code folder}. */
  static boolean isIn(Path folder) {
    return Files.isRegularFile(folder.resolve(FILE));
  }

  /** Makes the folder, its file last. */
  public ProviderFolder create(LedgerFiles ledger, Optional<String> databaseUrl, Entropy entropy)
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
    tls.ifPresent(
        files -> settings.put("certificate", files.certificate()).put("key", files.key()));
    if (enrolling.isPresent()) {
      settings.put("registrars", enrolling.get().registrars());
      KnownIssuers.put(enrolling.get().issuers(), settings);
    }
    settings.write("where this payment service provider listens, and whose evidence it takes");
    return this;
  }

  /** The provider that lives in {@code root}. */
  public static ProviderFolder read(Path root) throws IOException {
    Settings settings = Settings.read(root.resolve(FILE));
    return new ProviderFolder(
        root,
        settings.get("name"),
        new Endpoint(settings.get("host"), settings.number("port")),
        tls(settings),
        enrolling(settings));
  }

  private static Optional<CertificateOptions.Files> tls(Settings settings) throws IOException {
    Optional<String> certificate = settings.find("certificate");
    return certificate.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new CertificateOptions.Files(Path.of(certificate.get()), Path.of(settings.get("key"))));
  }

  private static Optional<Enrolling> enrolling(Settings settings) throws IOException {
    Optional<String> registrars = settings.find("registrars");
    if (registrars.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Enrolling(Path.of(registrars.get()), KnownIssuers.in(settings)));
  }

  /** Its process, running or not. */
  public ReplicaProcess process() {
    return ReplicaProcess.of(root, name);
  }

  /** Where its database is, unless that is elsewhere. */
  public Path database() {
    return root.resolve(DATABASE).toAbsolutePath();
  }

  /** To whose mailboxes it carries letters. */
  Neighbours neighbours() {
    return new Neighbours(root);
  }

  /** The keys by which registrars and the ledger's register know it. */
  ProviderKeys keys() throws IOException {
    return new ProviderKeys(DirectoryHome.at(root), name);
  }

  /** Its key, for whoever reached it at one of its addresses. */
  KeyAtAddresses keyAtAddresses() throws IOException {
    return new KeyAtAddresses(keys(), root, url().toString());
  }

  /** Whom it lets in no more. */
  BarredFile barred() {
    return new BarredFile(root);
  }

  /** What it hands out about the ledger. */
  public LedgerFiles ledger() throws IOException {
    return LedgerFiles.in(root.resolve(LEDGER));
  }

  /** A provider in this process, with its way to registrars. */
  record Open(Psp psp, Optional<DistantRegistry> registry) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      try {
        psp.close();
      } finally {
        registry.ifPresent(DistantRegistry::close);
      }
    }
  }

  /** Starts it in this process. */
  Open open(Clock clock, Entropy entropy) throws IOException {
    NetworkDescription network = NetworkDescription.read(root.resolve(LEDGER));
    Optional<DistantRegistry> registry =
        enrolling.isPresent()
            ? Optional.of(
                new DistantRegistry(network, enrolling.get().registrars(), keys(), clock, entropy))
            : Optional.empty();
    try {
      return new Open(open(network, registry, clock, entropy), registry);
    } catch (IOException | RuntimeException | Error e) {
      registry.ifPresent(DistantRegistry::close);
      throw e;
    }
  }

  private Psp open(
      NetworkDescription network, Optional<DistantRegistry> registry, Clock clock, Entropy entropy)
      throws IOException {
    DirectoryHome home = DirectoryHome.at(root);
    Optional<Secret> url = home.secret(PARTY, DATABASE);
    Place database =
        url.isPresent()
            ? new Place.External(url.get().lend(bytes -> new String(bytes, StandardCharsets.UTF_8)))
            : new Place.Embedded(database());
    Map<String, Ed25519PublicKey> issuers = enrolling.map(Enrolling::issuers).orElse(Map.of());
    return Psp.start(
        new Psp.Location(name, listener(clock), database),
        keys(home),
        new Psp.Surroundings(
            Relay.to(places(network)),
            ledger().handedOut(),
            registry.map(each -> new Psp.Enrolling(issuers, each)),
            neighbours().addresses(),
            barred(),
            keyAtAddresses()),
        ServerLimits.STANDARD,
        clock,
        entropy);
  }

  private Listener listener(Clock clock) throws IOException {
    Optional<ServerCertificate> certificate =
        tls.isPresent() ? Optional.of(tls.get().read(api.host(), clock)) : Optional.empty();
    return new Listener(api.host(), api.port(), certificate);
  }

  /** Where wallets are served, of all replicas, and where auditors are asked. */
  private static Set<String> places(NetworkDescription network) {
    return Stream.concat(
            network.replicas().stream().map(NetworkDescription.Member::wallets),
            network.auditors().stream().map(NetworkDescription.Auditor::place))
        .map(Endpoint::toString)
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

  /** Where it is asked over HTTP. */
  public URI url() {
    return URI.create((tls.isPresent() ? "https://" : "http://") + api);
  }

  /** The same for somebody on this machine, who knows its certificate. */
  public ServiceAddress address() throws IOException {
    return new ServiceAddress(
        url(), tls.isPresent() ? ServerTrust.read(tls.get().certificate()) : ServerTrust.system());
  }

  /** Starts it as a process that goes on when this one ends, and waits until it answers. */
  public ProcessHandle start() throws IOException {
    return background().start(this::answers);
  }

  /** It as a process of its own. */
  Background background() {
    return new Background(name, process(), List.of("psp", "run", "--home", root.toString()));
  }

  private boolean answers() {
    try {
      return Greeting.of(address()).name().equals(name);
    } catch (IOException e) {
      return false;
    }
  }
}
