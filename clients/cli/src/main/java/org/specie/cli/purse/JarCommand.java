package org.specie.cli.purse;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.offline.purse.journal.PlannedPayment;
import org.specie.offline.purse.planning.Jars;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code specie purse jar}. */
@Command(
    name = "jar",
    header = {
      "Examples:",
      "  specie purse jar                              what is set aside, and what is not",
      "  specie purse jar rent 80                      this jar holds 80.00 from now on",
      "  specie purse jar rent 0                       it is none any more",
      ""
    },
    description = {
      "",
      "Sets money aside for something. Jars bind this purse alone: the card knows one balance.",
      ""
    },
    mixinStandardHelpOptions = true)
final class JarCommand extends OpenPurseCommand {
  @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", description = "of a jar")
  private Optional<String> name = Optional.empty();

  @Parameters(index = "1", arity = "0..1", paramLabel = "AMOUNT", description = "what it holds")
  private Optional<Amount> amount = Optional.empty();

  JarCommand(Surroundings surroundings) {
    super(surroundings);
  }

  static UsageMistake noName(String name) {
    return new UsageMistake(
        "'" + name + "' is no name for a jar.", "1 to 40 bytes of text that can be shown");
  }

  @Override
  Answer<Result> act(KeptPurse purse) throws IOException {
    Jars jars = purse.purse().jars();
    if (name.isEmpty()) {
      return Answer.done(describe(jars));
    }
    if (!PlannedPayment.isJarName(name.get())) {
      throw noName(name.get());
    }
    Amount held =
        amount.orElseThrow(
            () -> new UsageMistake("What the jar holds is missing.", "name it behind the jar"));
    return jars.setAside(name.get(), held) instanceof Verdict.Refused(Reason reason)
        ? Answer.refused(reason)
        : Answer.done(describe(jars));
  }

  private static Result describe(Jars jars) throws IOException {
    StringBuilder text = new StringBuilder();
    Map<String, Object> held = new LinkedHashMap<>();
    jars.all()
        .forEach(
            (jar, amount) -> {
              text.append("%12s  %s%n".formatted(amount, jar));
              held.put(jar, amount.toDecimal());
            });
    text.append("%12s  in no jar%n".formatted(jars.free()));
    return new Result(
        text.toString(), Result.fields("jars", held, "free", jars.free().toDecimal()));
  }
}
