package org.specie.cli.bank;

import java.io.IOException;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.specie.cli.ExitCode;
import org.specie.cli.Foreground;
import org.specie.cli.Surroundings;
import org.specie.node.replica.Software;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code specie bank run}. */
@Command(
    name = "run",
    header = {"Examples:", "  specie bank run --home north", ""},
    description = {
      "",
      "Runs the bank that lives in a folder until it is told to stop (Ctrl-C, SIGTERM). It logs its"
          + " start and end to stderr, and what keeps a vault from its work.",
      ""
    },
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private BankHome home = new BankHome();

  RunCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** A bank in this process. */
  private record Serving(BankFolder folder, OpenBank bank) implements Foreground.Running {
    @Override
    public String ready() {
      return "api=" + folder.url();
    }

    @Override
    public OptionalInt look() {
      return bank.bug().isPresent() ? OptionalInt.of(ExitCode.BUG) : OptionalInt.empty();
    }

    @Override
    public void close() throws IOException {
      bank.close();
    }
  }

  @Override
  public Integer call() throws IOException {
    BankFolder folder = home.folder(surroundings);
    Foreground foreground = new Foreground(surroundings, "bank=" + folder.name());
    return foreground.run(
        Software.version(),
        () ->
            new Serving(
                folder,
                folder
                    .open(surroundings.clock(), surroundings.entropy())
                    .serve(
                        failure -> foreground.log("vault", String.valueOf(failure.getMessage())))));
  }
}
