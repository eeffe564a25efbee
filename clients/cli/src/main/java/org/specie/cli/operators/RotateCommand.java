package org.specie.cli.operators;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.specie.cash.application.transaction.Act;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Surroundings;
import org.specie.cli.network.NetworkFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code specie network operators rotate}. */
@Command(
    name = "rotate",
    header = {
      "Examples:",
      "  specie node rotate --home bank/replica-2",
      "  specie network operators rotate bank/replica-2/candidacy --dir bank",
      ""
    },
    description = {
      "",
      "Has the committee put the new key of an operator in force, which 'specie node rotate' made. The"
          + " replica is started again between the two, so that it holds both.",
      ""
    },
    mixinStandardHelpOptions = true)
final class RotateCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private NetworkFolder folder = new NetworkFolder();
  @Mixin private ChangeOptions options = new ChangeOptions();
  @Mixin private JsonFlag json = new JsonFlag();

  @Parameters(index = "0", paramLabel = "CANDIDACY", description = "file with the new key")
  private Path candidacy = Path.of("");

  RotateCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    Printer printer = new Printer(surroundings, json.chosen());
    return new Change(surroundings, folder, options, printer)
        .run(
            (_, now, candidates) ->
                candidates
                    .certified(candidacy)
                    .then(
                        renewed -> NextSet.after(now).replacing(renewed.name(), renewed.operator()))
                    .then(set -> set.set(options.faults()))
                    .map(set -> new Act.ChangeOperators(set, options.replacesMost())));
  }
}
