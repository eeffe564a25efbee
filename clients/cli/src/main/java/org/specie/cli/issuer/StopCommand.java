package org.specie.cli.issuer;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.specie.cli.ExitCode;
import org.specie.cli.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code specie issuer stop}. */
@Command(
    name = "stop",
    header = {"Examples:", "  specie issuer stop --dir mint", ""},
    description = {
      "",
      "Stops the roles of an issuer that run here, authorities among them, and waits"
          + " until they have.",
      "With --root only the root, when the cards are prepared.",
      ""
    },
    mixinStandardHelpOptions = true)
final class StopCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private IssuerDir dir = new IssuerDir();

  @Option(names = "--root", description = "stop the root alone")
  private boolean root;

  StopCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    if (root) {
      return dir.folder(Role.ROOT.word(), surroundings).background().stop(surroundings);
    }
    for (RoleFolder each : dir.roles(surroundings, false, true).folders().reversed()) {
      // Of authorities nothing is said that were never started here.
      if (each.role() != Role.AUTHORITY || each.background().process().isRunning()) {
        int _ = each.background().stop(surroundings);
      }
    }
    return ExitCode.DONE;
  }
}
