package org.specie.cli.psp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.specie.cash.application.policy.ProviderName;
import org.specie.cash.protocol.registration.TagKey;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.cli.customer.LedgerFiles;
import org.specie.cli.identity.KnownIssuers;
import org.specie.cli.network.NetworkFolder;
import org.specie.cli.registrar.RegistrarCards;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.ledger.transport.Endpoint;
import org.specie.ledger.transport.FreePorts;
import org.specie.node.replica.NetworkDescription;
import org.specie.services.registrar.asking.RegistrarPlace;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code specie psp create}. */
@Command(
    name = "create",
    header = {
      "Examples:",
      "  specie psp create --home north --name north.example --dir bank",
      "  specie psp create --home south --name south.example --dir bank --port 8080"
          + " --database-file south.url",
      "  specie psp create --home west --name west.example --dir bank --registrars bank/registrars"
          + " --issuer town-hall.example=7d31…",
      "  specie psp create --home east --name east.example --dir bank --host east.example --port"
          + " 443 --certificate east.crt --key east.key",
      ""
    },
    description = {
      "",
      "Makes the folder and the keys of a provider on a network of replicas, of which it needs the"
          + " public description only. It keeps its data in a PostgreSQL of its own that is started"
          + " with it, or in one that runs elsewhere.",
      ""
    },
    mixinStandardHelpOptions = true)
final class CreateCommand implements Callable<Integer> {
  private static final int PORT_MAX = 65_535;

  private final Surroundings surroundings;
  @Mixin private NetworkFolder network = new NetworkFolder();
  @Mixin private ProviderHome home = new ProviderHome();
  @Mixin private CertificateOptions tls = new CertificateOptions();
  @Mixin private KnownIssuers issuers = new KnownIssuers();
  @Mixin private JsonFlag json = new JsonFlag();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      required = true,
      description = "by which customers know it, such as north.example")
  private String name = "";

  @Option(
      names = "--host",
      paramLabel = "NAME",
      defaultValue = "127.0.0.1",
      description = "name or address it listens on (default: ${DEFAULT-VALUE})")
  private String host = "127.0.0.1";

  @Option(names = "--port", paramLabel = "PORT", description = "default: a free one")
  private int port;

  @Option(
      names = "--database-file",
      paramLabel = "FILE",
      description =
          "its first line is the URL of a PostgreSQL (jdbc:postgresql://…), password included;"
              + " without it one comes with the provider")
  private Optional<Path> databaseFile = Optional.empty();

  @Option(
      names = "--registrars",
      paramLabel = "DIR",
      description =
          "folder with the cards of the registrars, who enrol its customers; read each time")
  private Optional<Path> registrars = Optional.empty();

  CreateCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    if (!ProviderName.isName(name)) {
      throw new UsageMistake(
          "'" + name + "' is no name of a provider", "use 2 to 63 of a-z, 0-9, '.' and '-'");
    }
    if (port < 0 || port > PORT_MAX) {
      throw new UsageMistake(port + " is no port", "choose one from 1024 to 65535");
    }
    Path described = network.path(surroundings);
    if (!NetworkDescription.isIn(described)) {
      throw new IOException(
          "there is no network of replicas in "
              + network.given()
              + "; make one with 'specie network create --replicas 4'");
    }
    LedgerFiles ledger = LedgerFiles.in(described);
    ProviderFolder made =
        new ProviderFolder(
                home.path(surroundings),
                name,
                new Endpoint(host, port > 0 ? port : freePort()),
                tls.chosen(host, surroundings),
                enrolling())
            .create(ledger, databaseUrl(), surroundings.entropy());
    String fingerprint = ledger.fingerprint().toHex();
    return new Printer(surroundings, json.chosen())
        .print(
            Answer.done(
                new Result(
                    "provider     %s\naddress      %s\nfingerprint  %s\nStart it with: specie psp start --home %s\n"
                        .formatted(made.name(), made.url(), fingerprint, made.root()),
                    Result.fields(
                        "name",
                        made.name(),
                        "url",
                        made.url().toString(),
                        "fingerprint",
                        fingerprint,
                        "folder",
                        made.root().toString()))));
  }

  private Optional<ProviderFolder.Enrolling> enrolling() throws IOException {
    Map<String, Ed25519PublicKey> keys = issuers.keys();
    if (keys.isEmpty() != registrars.isEmpty()) {
      throw new UsageMistake(
          "Evidence is taken for registrars, and registrars want evidence.",
          "give both --issuer and --registrars, or neither");
    }
    if (registrars.isEmpty()) {
      return Optional.empty();
    }
    Path cards = surroundings.resolve(registrars.get()).toAbsolutePath();
    List<RegistrarPlace> _ = RegistrarCards.in(cards);
    TagKey _ = RegistrarCards.tags(cards);
    return Optional.of(new ProviderFolder.Enrolling(cards, keys));
  }

  private Optional<String> databaseUrl() throws IOException {
    return databaseFile.isEmpty()
        ? Optional.empty()
        : Files.readString(surroundings.resolve(databaseFile.get())).lines().findFirst();
  }

  private int freePort() throws IOException {
    return FreePorts.at(host, 1, surroundings.entropy()).getFirst();
  }
}
