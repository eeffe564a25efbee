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
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code specie network operators replace}. */
@Command(
    name = "replace",
    header = {
      "Examples:",
      "  specie network operators replace replica-4 --with five/candidacy --dir bank",
      ""
    },
    description = {
      "",
      "Has the committee give the seat of an operator to another, who has made a replica with 'specie"
          + " node init', got a certificate and runs it.",
      ""
    },
    mixinStandardHelpOptions = true)
final class ReplaceCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private NetworkFolder folder = new NetworkFolder();
  @Mixin private ChangeOptions options = new ChangeOptions();
  @Mixin private JsonFlag json = new JsonFlag();

  @Parameters(index = "0", paramLabel = "NAME", description = "who leaves")
  private String name = "";

  @Option(
      names = "--with",
      required = true,
      paramLabel = "CANDIDACY",
      description = "file of who comes, certified")
  private Path candidacy = Path.of("");

  ReplaceCommand(Surroundings surroundings) {
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
                    .then(comes -> NextSet.after(now).replacing(name, comes.operator()))
                    .then(set -> set.set(options.faults()))
                    .map(set -> new Act.ChangeOperators(set, options.replacesMost())));
  }
}
