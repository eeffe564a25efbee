package org.specie.cli.operators;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.specie.cash.application.transaction.Act;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Surroundings;
import org.specie.cli.network.NetworkFolder;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code specie network operators remove}. */
@Command(
    name = "remove",
    header = {"Examples:", "  specie network operators remove replica-7 replica-6 --dir bank", ""},
    description = {
      "",
      "Has the committee go on without some operators. All together 3f + 2c + 1 stay; if they outvote"
          + " fewer liars than before, say so with --faults.",
      ""
    },
    mixinStandardHelpOptions = true)
final class RemoveCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private NetworkFolder folder = new NetworkFolder();
  @Mixin private ChangeOptions options = new ChangeOptions();
  @Mixin private JsonFlag json = new JsonFlag();

  @Parameters(arity = "1..*", paramLabel = "NAME", description = "who leaves")
  private List<String> names = List.of();

  RemoveCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    Printer printer = new Printer(surroundings, json.chosen());
    return new Change(surroundings, folder, options, printer)
        .run(
            (_, now, _) -> {
              Answer<NextSet> next = Answer.done(NextSet.after(now));
              for (String name : names) {
                next = next.then(set -> set.without(name));
              }
              return next.then(set -> set.set(options.faults()))
                  .map(set -> new Act.ChangeOperators(set, options.replacesMost()));
            });
  }
}
