package org.specie.cli.auditor;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.specie.cli.Foreground;
import org.specie.cli.Surroundings;
import org.specie.node.replica.Software;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code specie auditor run}. */
@Command(
    name = "run",
    header = {"Examples:", "  specie auditor run --home bank/auditor-1", ""},
    description = {
      "",
      "Runs the auditor that lives in a folder until it is told to stop (Ctrl-C, SIGTERM). It reads"
          + " its rules when it starts. It logs its own start and end to stderr, and nothing of what"
          + " it is shown.",
      ""
    },
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private AuditorHome home = new AuditorHome();

  RunCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    AuditorFolder folder = home.folder(surroundings);
    return new Foreground(surroundings, "auditor=" + folder.name())
        .run(
            Software.version(),
            () -> Serving.open(folder, surroundings.clock(), surroundings.entropy()));
  }
}
