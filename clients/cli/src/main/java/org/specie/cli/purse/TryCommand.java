package org.specie.cli.purse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.specie.cli.JsonFlag;
import org.specie.cli.PassphraseOption;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.kernel.crypto.seed.PassphraseKey;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code specie purse try}. */
@Command(
    name = "try",
    header = {
      "Examples:",
      "  specie purse try practice",
      "  specie purse balance --purse practice/ana",
      ""
    },
    description = {
      "",
      "Makes a folder to try offline cash in: purses of Ana and Ben with 200.00 each of play money, and"
          + " an empty one of a shop. The cards are of software. One keeps its promises after every"
          + " command, and protects nobody from its owner, who can copy the file and spend twice; that"
          + " is why a real card is a chip. The issuer ends with this command, so each card makes "
          + Practice.KEYS
          + " payments, within 30 days.",
      ""
    },
    mixinStandardHelpOptions = true)
final class TryCommand implements Callable<Integer> {
  private static final String OPEN_PASSPHRASE = "practice";

  /** Nobody has to guess what stands beside. */
  private static final PassphraseKey.Cost NO_GUESS = new PassphraseKey.Cost(8, 1, 1);

  private final Surroundings surroundings;

  @Parameters(index = "0", paramLabel = "DIR", description = "a folder that is not there yet")
  private Path folder = Path.of("practice");

  @Option(
      names = "--passphrase-beside",
      description =
          "write a passphrase into DIR/passphrase instead of asking for one: it is play money")
  private boolean isBeside;

  @Mixin private PassphraseOption passphrase = new PassphraseOption();
  @Mixin private JsonFlag json = new JsonFlag();

  TryCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    return new Printer(surroundings, json.chosen()).print(make());
  }

  private Answer<Result> make() throws IOException {
    Path place = surroundings.resolve(folder);
    if (Files.exists(place)) {
      return Answer.refused(PurseFolderReason.FOLDER_THERE, "(" + place + ")");
    }
    Path beside = Practice.beside(place);
    if (Files.exists(beside)) {
      return Answer.refused(
          PurseFolderReason.FOLDER_THERE,
          "(" + beside + ", where this is made; remove it if a try that was cut off left it)");
    }
    char[] typed = isBeside ? OPEN_PASSPHRASE.toCharArray() : passphrase.read(surroundings, true);
    try {
      PassphraseKey.Cost cost = isBeside ? NO_GUESS : PassphraseKey.Cost.STANDARD;
      new Practice(Messages.now(surroundings), cost, surroundings.entropy()).make(place, typed);
      if (isBeside) {
        Files.writeString(place.resolve("passphrase"), OPEN_PASSPHRASE + "\n");
      }
    } finally {
      Arrays.fill(typed, '\0');
    }
    return Answer.done(described());
  }

  private Result described() {
    StringBuilder text = new StringBuilder("Play money, on cards of software:\n");
    for (String each : Practice.NAMES) {
      text.append("  ").append(folder.resolve(Practice.folderOf(each))).append('\n');
    }
    text.append("Next: specie purse balance --purse ")
        .append(folder.resolve(Practice.folderOf("Ana")))
        .append('\n');
    return new Result(
        text.toString(),
        Result.fields(
            "folder", folder.toString(),
            "purses", Practice.NAMES.stream().map(Practice::folderOf).toList(),
            "loaded", Practice.LOADED.toDecimal(),
            "payments", Practice.KEYS));
  }
}
