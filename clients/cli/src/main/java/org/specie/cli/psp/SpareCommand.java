package org.specie.cli.psp;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code specie psp spare}. */
@Command(
    name = "spare",
    header = {
      "Examples:",
      "  specie psp spare stick --dir mine",
      "  specie psp spare other-stick --by stick --dir mine",
      ""
    },
    description = {
      "",
      "Makes a folder with a spare key for the customer, to be kept away from the device. Whoever has"
          + " it can give the customer another key with 'specie psp rotate --spare', and is the"
          + " customer from then on: keep it as you keep the words. There is one at a time, and only"
          + " it appoints the next. It spends no money.",
      ""
    },
    mixinStandardHelpOptions = true)
final class SpareCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private CustomerFolder folder = new CustomerFolder();
  @Mixin private JsonFlag json = new JsonFlag();

  @Parameters(
      paramLabel = "FOLDER",
      description = "to make; if a spare key is in it already, that one is named once more")
  private Path made = Path.of("");

  @Option(
      names = "--by",
      paramLabel = "FOLDER",
      description = "with the spare key there is, if there is one")
  private Optional<Path> by = Optional.empty();

  SpareCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    return new Printer(surroundings, json.chosen())
        .print(
            folder
                .keys(surroundings)
                .spare(surroundings.resolve(made), by.map(surroundings::resolve))
                .map(key -> key.bytes().toHex())
                .map(key -> new Result("spare  %s\n".formatted(key), Result.fields("spare", key))));
  }
}
