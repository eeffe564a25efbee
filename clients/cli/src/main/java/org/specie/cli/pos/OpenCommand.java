package org.specie.cli.pos;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.specie.cli.JsonFlag;
import org.specie.cli.PassphraseOption;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.cli.purse.KeptPurse;
import org.specie.cli.purse.Messages;
import org.specie.cli.purse.PurseFolderReason;
import org.specie.cli.purse.PurseOptions;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.offline.purse.journal.TillName;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code specie pos open}. */
@Command(
    name = "open",
    header = {
      "Examples:",
      "  specie pos open --till till-1 --purse shop",
      "  specie pos open --till till-2 --purse shop --tokens 8",
      ""
    },
    description = {
      "",
      "Makes a till with tokens of a purse: so many customers can be asked before it is supplied"
          + " again. The purse does not use them itself.",
      ""
    },
    mixinStandardHelpOptions = true)
final class OpenCommand implements Callable<Integer> {
  private static final int NAME_SIZE = 16;

  private final Surroundings surroundings;
  @Mixin private TillOptions tillOptions = new TillOptions();
  @Mixin private PurseOptions purseOptions = new PurseOptions();
  @Mixin private PassphraseOption passphrase = new PassphraseOption();
  @Mixin private JsonFlag json = new JsonFlag();

  @Option(
      names = "--tokens",
      paramLabel = "N",
      defaultValue = "4",
      description = "how many, 1 to 256 (default: ${DEFAULT-VALUE})")
  private int tokens = 4;

  OpenCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    if (tokens < 1 || tokens > BackOffice.TOKENS_MAX) {
      throw new UsageMistake(
          "--tokens is " + tokens + ", and may be 1 to 256.", "name another number");
    }
    return new Printer(surroundings, json.chosen()).print(open());
  }

  private Answer<Result> open() throws IOException {
    if (Files.exists(tillOptions.place(surroundings).resolve(KeptTill.FILE))) {
      return Answer.refused(
          PurseFolderReason.FOLDER_THERE, "(" + tillOptions.place(surroundings) + ")");
    }
    return purseOptions.withPurse(surroundings, passphrase, this::make);
  }

  private Answer<Result> make(KeptPurse purse) throws IOException {
    TillName name = new TillName(ByteString.copyOf(surroundings.entropy().bytes(NAME_SIZE)));
    if (written(name, purse) instanceof Verdict.Refused(Reason reason)) {
      return Answer.refused(reason, "(" + tillOptions.place(surroundings) + ")");
    }
    return tillOptions.withTill(
        surroundings,
        passphrase,
        till ->
            new BackOffice(purse, till.till(), Messages.now(surroundings))
                .supply(tokens)
                .map(supplied -> described(name, supplied)));
  }

  private Verdict written(TillName name, KeptPurse purse) throws IOException {
    char[] typed = passphrase.read(surroundings, false);
    try {
      return KeptTill.make(
          tillOptions.place(surroundings),
          name,
          purse.issuer(),
          typed,
          purse.cost(),
          surroundings.entropy());
    } finally {
      Arrays.fill(typed, '\0');
    }
  }

  private static Result described(TillName name, int supplied) {
    return new Result(
        "till %s with %d tokens%n".formatted(name, supplied),
        Result.fields("till", name.toString(), "tokens", supplied));
  }
}
