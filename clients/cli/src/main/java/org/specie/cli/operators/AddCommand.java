package org.specie.cli.operators;

import java.io.IOException;
import java.nio.file.Path;
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

/** {@code specie network operators add}. */
@Command(
    name = "add",
    header = {
      "Examples:",
      "  specie network operators add five/candidacy six/candidacy seven/candidacy --dir bank",
      ""
    },
    description = {
      "",
      "Has the committee seat more operators, who have made their replicas with 'specie node init', got"
          + " a certificate and run. All together there are 3f + 2c + 1: 4, 6, 7, 8, 9, 10, …",
      ""
    },
    mixinStandardHelpOptions = true)
final class AddCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private NetworkFolder folder = new NetworkFolder();
  @Mixin private ChangeOptions options = new ChangeOptions();
  @Mixin private JsonFlag json = new JsonFlag();

  @Parameters(arity = "1..*", paramLabel = "CANDIDACY", description = "files, certified")
  private List<Path> candidacies = List.of();

  AddCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    Printer printer = new Printer(surroundings, json.chosen());
    return new Change(surroundings, folder, options, printer)
        .run(
            (_, now, candidates) -> {
              Answer<NextSet> next = Answer.done(NextSet.after(now));
              for (Path file : candidacies) {
                next =
                    next.then(
                        set ->
                            candidates
                                .certified(file)
                                .then(candidacy -> set.with(candidacy.operator())));
              }
              return next.then(set -> set.set(options.faults()))
                  .map(set -> new Act.ChangeOperators(set, options.replacesMost()));
            });
  }
}
