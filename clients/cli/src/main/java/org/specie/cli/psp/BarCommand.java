package org.specie.cli.psp;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.services.psp.Hex;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code specie psp bar}. */
@Command(
    name = "bar",
    header = {
      "Examples:",
      "  specie psp bar 9f2c… --home north",
      "  specie psp bar 9f2c… --lift --home north",
      ""
    },
    description = {
      "",
      "Lets a customer of the provider in no more, from the next question on, in open sessions too,"
          + " and without starting the provider again. What it has stays: names lead where they"
          + " led, and its money was never here. --lift lets it in again. Nobody is looked up: a"
          + " key that no customer has is written down as well, and bars nobody. Who is barred may"
          + " come back with another key, as a new customer.",
      ""
    },
    mixinStandardHelpOptions = true)
final class BarCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private ProviderHome home = new ProviderHome();
  @Mixin private JsonFlag json = new JsonFlag();

  @Parameters(paramLabel = "KEY", description = "of the customer, as 'specie psp kept' shows it")
  private String key = "";

  @Option(names = "--lift", description = "let the customer in again")
  private boolean isLifted;

  BarCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    if (Hex.key(key).isEmpty()) {
      throw new UsageMistake(
          "'" + key + "' is no key of a customer", "write its 64 small hexadecimal digits");
    }
    ProviderFolder folder = home.folder(surroundings);
    folder.barred().put(key, !isLifted);
    return new Printer(surroundings, json.chosen())
        .print(
            Answer.done(
                new Result(
                    "%s lets %s in %s; whether that is the key of a customer was not looked up\n"
                        .formatted(folder.name(), key, isLifted ? "again" : "no more"),
                    Result.fields("name", folder.name(), "customer", key, "barred", !isLifted))));
  }
}
