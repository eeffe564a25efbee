package org.specie.cli.bank;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.specie.cli.JsonFlag;
import org.specie.cli.PassphraseOption;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.kernel.crypto.seed.PassphraseKey;
import org.specie.ledger.transport.Endpoint;
import org.specie.ledger.transport.FreePorts;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code specie bank create}. */
@Command(
    name = "create",
    header = {
      "Examples:",
      "  specie bank create --home north --name north.example --customers people"
          + " --passphrase-beside",
      "  specie bank create --home south --name south.example --customers folk --port 8090"
          + " --database-file south.url",
      ""
    },
    description = {
      "",
      "Makes the folder, the keys and the database of a bank of offline cash of play money: an"
          + " issuer that ends with this command prepares two vaults with 500.00 each, and purses of"
          + " Ana and Ben with an account of 300.00 each. All cards are of software; one protects"
          + " nobody from its owner, who can copy the file and spend twice.",
      ""
    },
    mixinStandardHelpOptions = true)
final class CreateCommand implements Callable<Integer> {
  private static final String NAME = "[a-z0-9][a-z0-9.-]{1,34}";
  private static final int PORT_MAX = 65_535;
  private static final String OPEN_PASSPHRASE = "practice";

  /** Nobody has to guess what stands beside. */
  private static final PassphraseKey.Cost NO_GUESS = new PassphraseKey.Cost(8, 1, 1);

  private final Surroundings surroundings;
  @Mixin private BankHome home = new BankHome();
  @Mixin private PassphraseOption passphrase = new PassphraseOption();
  @Mixin private JsonFlag json = new JsonFlag();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      required = true,
      description = "by which signatures know it, such as north.example")
  private String name = "";

  @Option(
      names = "--customers",
      paramLabel = "DIR",
      required = true,
      description = "a folder that is not there yet, for the purses of its customers")
  private Path customers = Path.of("");

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
              + " without it one comes with the bank")
  private Optional<Path> databaseFile = Optional.empty();

  @Option(
      names = "--passphrase-beside",
      description =
          "write the purses' passphrase into DIR/passphrase instead of asking for one: it is play"
              + " money")
  private boolean isBeside;

  CreateCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    if (!name.matches(NAME)) {
      throw new UsageMistake(
          "'" + name + "' is no name of a bank", "use 2 to 35 of a-z, 0-9, '.' and '-'");
    }
    if (port < 0 || port > PORT_MAX) {
      throw new UsageMistake(port + " is no port", "choose one from 1024 to 65535");
    }
    Path people = surroundings.resolve(customers).toAbsolutePath();
    Path root = home.path(surroundings);
    if (Files.exists(people) || Files.exists(root)) {
      throw new IOException(
          (Files.exists(root) ? root : people) + " is there already; choose another folder");
    }
    BankFolder bank =
        new BankFolder(
            root,
            name,
            new Endpoint(
                host, port > 0 ? port : FreePorts.at(host, 1, surroundings.entropy()).getFirst()),
            PlayBank.VAULTS,
            false);
    char[] typed = isBeside ? OPEN_PASSPHRASE.toCharArray() : passphrase.read(surroundings, true);
    try {
      bank.makeSecrets(databaseUrl(), surroundings.entropy());
      new PlayBank(bank, people, surroundings.clock(), surroundings.entropy())
          .make(typed, isBeside ? NO_GUESS : PassphraseKey.Cost.STANDARD);
      if (isBeside) {
        Files.writeString(people.resolve("passphrase"), OPEN_PASSPHRASE + "\n");
      }
    } finally {
      Arrays.fill(typed, '\0');
    }
    return new Printer(surroundings, json.chosen()).print(Answer.done(described(bank)));
  }

  private Optional<String> databaseUrl() throws IOException {
    return databaseFile.isEmpty()
        ? Optional.empty()
        : Files.readString(surroundings.resolve(databaseFile.get())).lines().findFirst();
  }

  private Result described(BankFolder bank) {
    StringBuilder text = new StringBuilder();
    text.append("bank       %s\naddress    %s\n".formatted(bank.name(), bank.url()));
    for (String each : PlayBank.CUSTOMERS) {
      text.append("customer   %s\n".formatted(PlayBank.folderOf(customers, each)));
    }
    text.append("Start it with: specie bank start --home %s\n".formatted(home.given()));
    return new Result(
        text.toString(),
        Result.fields(
            "name",
            bank.name(),
            "url",
            bank.url().toString(),
            "folder",
            bank.root().toString(),
            "customers",
            PlayBank.CUSTOMERS.stream()
                .map(each -> PlayBank.folderOf(customers, each).toString())
                .toList()));
  }
}
