package org.specie.cli.psp;

import java.io.IOException;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.specie.cli.Foreground;
import org.specie.cli.Surroundings;
import org.specie.node.replica.Software;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code specie psp run}. */
@Command(
    name = "run",
    header = {"Examples:", "  specie psp run --home north", ""},
    description = {
      "",
      "Runs the provider that lives in a folder until it is told to stop (Ctrl-C, SIGTERM). It logs"
          + " its own start and end to stderr, and nothing of what it is asked.",
      ""
    },
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private ProviderHome home = new ProviderHome();

  RunCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** A provider in this process. */
  private record Serving(ProviderFolder folder, ProviderFolder.Open provider)
      implements Foreground.Running {
    @Override
    public String ready() {
      return "api=" + folder.url();
    }

    @Override
    public OptionalInt look() {
      return OptionalInt.empty();
    }

    @Override
    public void close() throws IOException {
      provider.close();
    }
  }

  @Override
  public Integer call() throws IOException {
    ProviderFolder folder = home.folder(surroundings);
    return new Foreground(surroundings, "provider=" + folder.name())
        .run(
            Software.version(),
            () -> new Serving(folder, folder.open(surroundings.clock(), surroundings.entropy())));
  }
}
