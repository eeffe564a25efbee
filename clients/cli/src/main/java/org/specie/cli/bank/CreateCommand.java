package org.specie.cli.bank;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.specie.cash.application.query.LedgerGateway;
import org.specie.cli.JsonFlag;
import org.specie.cli.PassphraseOption;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.cli.network.OpenNetwork;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.crypto.seed.PassphraseKey;
import org.specie.ledger.transport.Endpoint;
import org.specie.ledger.transport.FreePorts;
import org.specie.wallet.Answer;
import org.specie.wallet.storage.PrivateFile;
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
      "  specie bank create --home west --name west.example --customers west-people"
          + " --network .specie/network --account ana=0x52908400098527886E0F7030069857D2E4169EE7",
      ""
    },
    description = {
      "",
      "Makes the folder, the keys and the database of a bank of offline cash of play money: an"
          + " issuer that ends with this command prepares two vaults with 500.00 each, and purses of"
          + " Ana and Ben with an account of 300.00 each. All cards are of software; one protects"
          + " nobody from its owner, who can copy the file and spend twice. They get no further keys:"
          + " a vault pays 24 times, a purse 16 times, and all end after thirty days. Deposit before.",
      "",
      "With --network it keeps no accounts: its customers' are those of the ledger of replicas that"
          + " run, and each --account gets a purse. The committee names the issuer's float with the"
          + " bank's key among its redeemers, by the act 'specie act propose float'; this command"
          + " says which commands are next. What a customer withdraws is loaded into the float from"
          + " the account, and what is deposited is redeemed from it. Without --network the accounts"
          + " are the bank's own, and its reserve is what its desk says, settled with no ledger.",
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
  @Mixin private LedgerOptions ledger = new LedgerOptions();
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
    ledger.check();
    BankFolder bank =
        new BankFolder(
            root,
            name,
            new Endpoint(
                host, port > 0 ? port : FreePorts.at(host, 1, surroundings.entropy()).getFirst()),
            PlayBank.VAULTS,
            ledger.isGiven());
    Printer printer = new Printer(surroundings, json.chosen());
    if (!ledger.isGiven()) {
      make(bank, people, PlayBank.CUSTOMERS, Optional.empty());
      return printer.print(Answer.done(described(bank, PlayBank.CUSTOMERS, List.of())));
    }
    try (OpenNetwork network = ledger.open(surroundings)) {
      FloatNaming naming = ledger.naming(bank, network, home.given());
      make(bank, people, ledger.customers(), Optional.of(network.gateway()));
      return printer.print(Answer.done(described(bank, ledger.customers(), naming.commands())));
    }
  }

  private void make(
      BankFolder bank,
      Path people,
      List<PlayBank.Customer> customers,
      Optional<LedgerGateway> gateway)
      throws IOException {
    char[] typed = isBeside ? OPEN_PASSPHRASE.toCharArray() : passphrase.read(surroundings, true);
    try {
      bank.makeSecrets(databaseUrl(), surroundings.entropy());
      ledger.lead(bank, surroundings);
      new PlayBank(bank, people, customers, gateway, surroundings.clock(), surroundings.entropy())
          .make(typed, isBeside ? NO_GUESS : PassphraseKey.Cost.STANDARD);
      if (isBeside) {
        PrivateFile.replace(people.resolve("passphrase"), ByteString.utf8(OPEN_PASSPHRASE + "\n"));
      }
    } finally {
      Arrays.fill(typed, '\0');
    }
  }

  private Optional<String> databaseUrl() throws IOException {
    return databaseFile.isEmpty()
        ? Optional.empty()
        : Files.readString(surroundings.resolve(databaseFile.get())).lines().findFirst();
  }

  private Result described(BankFolder bank, List<PlayBank.Customer> people, List<String> naming)
      throws IOException {
    List<String> next = new ArrayList<>(naming);
    next.add("specie bank start --home " + FloatNaming.word(home.given().toString()));
    StringBuilder text = new StringBuilder();
    text.append("bank       %s\naddress    %s\n".formatted(bank.name(), bank.url()));
    List<String> folders = new ArrayList<>();
    for (PlayBank.Customer each : people) {
      Path folder = PlayBank.folderOf(customers, each);
      folders.add(folder.toString());
      text.append("customer   %s".formatted(folder));
      each.onLedger().ifPresent(address -> text.append("  ").append(address));
      text.append('\n');
    }
    Map<String, Object> fields =
        Result.fields(
            "name",
            bank.name(),
            "url",
            bank.url().toString(),
            "folder",
            bank.root().toString(),
            "customers",
            folders,
            "next",
            next);
    if (bank.isOnLedger()) {
      text.append(
          "issuer     %s\nredeemer   %s\n".formatted(bank.issuerName(), bank.redeemerName()));
      fields.put("issuer", bank.issuerName());
      fields.put("redeemer", bank.redeemerName());
    }
    text.append("Next:\n");
    next.forEach(each -> text.append("  ").append(each).append('\n'));
    return new Result(text.toString(), fields);
  }
}
