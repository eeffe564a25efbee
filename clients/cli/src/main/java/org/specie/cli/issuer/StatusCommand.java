package org.specie.cli.issuer;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.specie.cli.ExitCode;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code specie issuer status}. */
@Command(
    name = "status",
    header = {
      "Examples:",
      "  specie issuer status --dir mint",
      "  specie issuer status --dir mint --authorities",
      ""
    },
    description = {
      "",
      "Asks each role of an issuer whose folder is here whether it answers, as itself. Ends with 3"
          + " if one does not.",
      ""
    },
    mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private IssuerDir dir = new IssuerDir();
  @Mixin private JsonFlag json = new JsonFlag();

  @Option(
      names = "--authorities",
      description = "also those who open entries of the register, as far as their folders are here")
  private boolean authorities;

  StatusCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    StringBuilder text = new StringBuilder();
    Map<String, Object> fields = new LinkedHashMap<>();
    boolean allAnswer = true;
    for (RoleFolder each : dir.roles(surroundings, false, authorities).folders()) {
      boolean answers = each.answers();
      allAnswer &= answers;
      text.append(
          "%-12s %-28s %s%n"
              .formatted(each.party(), each.address(), answers ? "serving" : "silent"));
      fields.put(each.party(), Result.fields("url", each.address().toString(), "serving", answers));
    }
    int printed =
        new Printer(surroundings, json.chosen())
            .print(Answer.done(new Result(text.toString(), fields)));
    return allAnswer ? printed : ExitCode.ENVIRONMENT;
  }
}
