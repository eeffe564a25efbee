package org.specie.cli.auditor;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.specie.cli.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code specie auditor stop}. */
@Command(
    name = "stop",
    header = {"Examples:", "  specie auditor stop --home bank/auditor-1", ""},
    description = {"", "Stops the auditor that lives in a folder, and waits until it has.", ""},
    mixinStandardHelpOptions = true)
final class StopCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private AuditorHome home = new AuditorHome();

  StopCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    return home.folder(surroundings).background().stop(surroundings);
  }
}
