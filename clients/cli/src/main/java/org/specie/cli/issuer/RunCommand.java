package org.specie.cli.issuer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.specie.cli.Foreground;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.node.replica.Software;
import org.specie.offline.agents.Answer;
import org.specie.wallet.Refusal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code specie issuer run}. */
@Command(
    name = "run",
    header = {
      "Examples:",
      "  specie issuer run --home mint/core",
      "  specie issuer run --home mint/certifier",
      "  specie issuer run --home mint/authority-1",
      ""
    },
    description = {
      "",
      "Runs the role that lives in a folder until it is told to stop (Ctrl-C, SIGTERM). It needs no"
          + " other folder. It logs its own start and end to stderr, and nothing of what it is"
          + " asked; a factory also when it cannot bring returned payments to inspection. A database that was set back is refused (7721).",
      ""
    },
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Option(names = "--home", paramLabel = "DIR", required = true, description = "folder of the role")
  private Path home = Path.of("");

  RunCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    RoleFolder folder = RoleFolder.read(surroundings.resolve(home));
    try {
      Foreground foreground = new Foreground(surroundings, "role=" + folder.party());
      return foreground.run(Software.version(), () -> opened(folder, foreground));
    } catch (NotStarted e) {
      org.specie.wallet.Answer<Result> refused =
          org.specie.wallet.Answer.refused(Refusal.of(e.reason()));
      return new Printer(surroundings, false).print(refused);
    }
  }

  private Serving opened(RoleFolder folder, Foreground foreground) throws IOException {
    return switch (Serving.open(
        folder, surroundings.clock(), surroundings.entropy(), foreground::log)) {
      case Answer.Given<Serving>(Serving serving) -> serving;
      case Answer.Refused<Serving>(var reason) -> throw new NotStarted(reason);
    };
  }
}
