package org.specie.cli.bank;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.specie.cash.application.query.LedgerGateway;
import org.specie.cli.Background;
import org.specie.cli.customer.Greeting;
import org.specie.cli.customer.LedgerFiles;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.ledger.transport.Endpoint;
import org.specie.node.home.DirectoryHome;
import org.specie.node.replica.NetworkDescription;
import org.specie.node.replica.ReplicaProcess;
import org.specie.node.replica.Settings;
import org.specie.offline.purse.border.FloatLedger;
import org.specie.offline.purse.trust.IssuerDocument;
import org.specie.services.api.ApiClient;
import org.specie.services.api.Method;
import org.specie.services.api.Nothing;
import org.specie.services.api.ServerTrust;
import org.specie.services.api.ServiceAddress;
import org.specie.services.bank.GatewayFloat;
import org.specie.services.bank.RedeemerKeys;
import org.specie.services.bank.Tariff;
import org.specie.services.bank.counter.Accounts.About;
import org.specie.services.bank.counter.Desk;
import org.specie.services.database.Place;

/**
 * The folder a bank lives in: {@code bank.properties} with its place, {@code secrets} with its
 * keys, {@code issuer} with what its issuer tells everybody, {@code vault-1} and so on with its
 * vaults, {@code database} unless that is elsewhere, and {@code ledger} with the network it asks,
 * where that is where its customers have their accounts.
 *
 * @param name by which signatures of customers know it
 * @param vaults how many
 * @param isOnLedger whether accounts are on the ledger, and not its own
 */
record BankFolder(Path root, String name, Endpoint api, int vaults, boolean isOnLedger) {
  private static final String FILE = "bank.properties";
  private static final String FEE = "token.fee";
  private static final String ISSUER = "issuer";
  private static final String DATABASE = "database";
  private static final String PARTY = "bank";
  private static final String DESK = "desk";
  private static final String SEALING = "vaults";
  private static final String REDEEMER = "redeemer";
  private static final String LEDGER = "ledger";
  private static final String ACCOUNTS = "accounts";
  private static final String LABEL = "specie/bank/vault";
  private static final int SECRET_SIZE = 32;
  private static final int DOCUMENT_MAX = 4_096;

  /** Whether a bank lives in {@code root}. */
  static boolean isIn(Path root) {
    return Files.exists(root.resolve(FILE));
  }

  /** Makes the secrets, before anything that is sealed by them. */
  void makeSecrets(Optional<String> databaseUrl, Entropy entropy) throws IOException {
    DirectoryHome home = DirectoryHome.at(root);
    home.keep(PARTY, DESK, Secret.random(SECRET_SIZE, entropy));
    home.keep(PARTY, SEALING, Secret.random(SECRET_SIZE, entropy));
    if (isOnLedger) {
      home.keep(PARTY, REDEEMER, Secret.random(SECRET_SIZE, entropy));
    }
    if (databaseUrl.isPresent()) {
      home.keep(PARTY, DATABASE, Secret.copyOf(databaseUrl.get().getBytes(StandardCharsets.UTF_8)));
    }
  }

  /** Writes what its issuer tells, and last the file that makes it a bank. */
  void write(IssuerDocument issuer) throws IOException {
    Files.write(root.resolve(ISSUER), issuer.encode().toByteArray());
    Settings.at(root.resolve(FILE))
        .put("name", name)
        .put("host", api.host())
        .put("port", api.port())
        .put("vaults", vaults)
        .put(ACCOUNTS, isOnLedger ? LEDGER : "own")
        .write(
            "where this bank of offline cash listens, how many vaults it has, and whose accounts");
  }

  /** The bank that lives in {@code root}. */
  static BankFolder read(Path root) throws IOException {
    Settings settings = Settings.read(root.resolve(FILE));
    return new BankFolder(
        root,
        settings.get("name"),
        new Endpoint(settings.get("host"), settings.number("port")),
        settings.number("vaults"),
        settings.find(ACCOUNTS).filter(LEDGER::equals).isPresent());
  }

  /** What tokens cost: what its file says of {@value FEE}, or nothing. */
  Tariff tariff() throws IOException {
    Path file = root.resolve(FILE);
    Optional<String> said = Settings.read(file).find(FEE);
    if (said.isEmpty()) {
      return Tariff.FREE;
    }
    try {
      Tariff tariff = new Tariff(Amount.parse(said.get()), Amount.parse(said.get()));
      if (isOnLedger && !tariff.isFree()) {
        throw new IOException(file + ": a bank of the ledger's accounts has no " + FEE);
      }
      return tariff;
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": " + FEE + " is no amount such as 0.05", e);
    }
  }

  /** Says which network has its customers' accounts. */
  void lead(LedgerFiles network) throws IOException {
    network.write(root.resolve(LEDGER));
  }

  /** The network that has its customers' accounts. */
  NetworkDescription network() throws IOException {
    return NetworkDescription.read(root.resolve(LEDGER));
  }

  /** Its key among the redeemers of the float. */
  Ed25519SecretKey redeemer() throws IOException {
    return new Ed25519SecretKey(secret(REDEEMER));
  }

  /** By which the committee names its key among the redeemers. */
  String redeemerName() throws IOException {
    return redeemer().publicKey().bytes().toHex();
  }

  /** By which the committee names its issuer's float. */
  String issuerName() throws IOException {
    return GatewayFloat.issuerName(issuer().root()).toHex();
  }

  /** The float of {@code issuer} on a ledger, with this bank's key. */
  FloatLedger floatLedger(IssuerDocument issuer, LedgerGateway gateway) throws IOException {
    return new GatewayFloat(
        gateway, GatewayFloat.issuerName(issuer.root()), new RedeemerKeys(List.of(redeemer())));
  }

  /** What its issuer tells everybody. */
  IssuerDocument issuer() throws IOException {
    Path file = root.resolve(ISSUER);
    try {
      if (Files.size(file) > DOCUMENT_MAX) {
        throw new IOException(file + " is too long for an issuer's document");
      }
      return IssuerDocument.decode(ByteString.copyOf(Files.readAllBytes(file)));
    } catch (MalformedInput e) {
      throw new IOException(file + " is no issuer's document; bring back the folder", e);
    }
  }

  /** The names of its vaults. */
  List<String> vaultNames() {
    return IntStream.rangeClosed(1, vaults).mapToObj(each -> "vault-" + each).toList();
  }

  /** The secret of one vault: of its file and of its journals. */
  Secret vaultSecret(String vault) throws IOException {
    return secret(SEALING).derive(LABEL, SECRET_SIZE, ByteString.utf8(vault));
  }

  /** The word of the desk. */
  Secret desk() throws IOException {
    return secret(DESK);
  }

  private Secret secret(String kind) throws IOException {
    return DirectoryHome.at(root)
        .secret(PARTY, kind)
        .orElseThrow(() -> new IOException("the secret '" + kind + "' is missing in " + root));
  }

  /** Its database. */
  Place database() throws IOException {
    Optional<Secret> url = DirectoryHome.at(root).secret(PARTY, DATABASE);
    return url.isPresent()
        ? new Place.External(url.get().lend(bytes -> new String(bytes, StandardCharsets.UTF_8)))
        : new Place.Embedded(root.resolve(DATABASE).toAbsolutePath());
  }

  /** Opens its vaults, books and port in this process. */
  OpenBank open(Clock clock, Entropy entropy) throws IOException {
    return OpenBank.of(this, clock, entropy);
  }

  /** Where it is asked. */
  ServiceAddress address() {
    return new ServiceAddress(url(), ServerTrust.system());
  }

  /** The same for people. */
  URI url() {
    return URI.create("http://" + api);
  }

  /** It as a process of its own. */
  Background background() {
    return new Background(
        name,
        ReplicaProcess.of(root, name),
        new ArrayList<>(List.of("bank", "run", "--home", root.toString())));
  }

  /** Starts it as a process that goes on when this one ends, and waits until it answers. */
  ProcessHandle start() throws IOException {
    return background().start(this::answers);
  }

  boolean answers() {
    try (ApiClient client = new ApiClient(address())) {
      About about =
          Greeting.done(
              client.ask(Method.GET, "/v1/bank", Optional.empty(), Nothing.NOTHING, About.class),
              address());
      return about.name().equals(name);
    } catch (IOException e) {
      return false;
    }
  }

  /** What its desk shows to be let in. */
  String authorization() throws IOException {
    return desk().lend(bytes -> "Bearer " + ByteString.copyOf(bytes).toHex());
  }

  /** What the running bank says of itself, to its own desk. */
  Desk.Report report() throws IOException {
    try (ApiClient client = new ApiClient(address())) {
      return Greeting.done(
          client.ask(
              Method.GET,
              "/v1/desk/reconciliation",
              Optional.of(authorization()),
              Nothing.NOTHING,
              Desk.Report.class),
          address());
    }
  }
}
