package org.specie.quality.bench.ledger;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.specie.quality.testkit.processes.OpaqueRequest;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code specie bench catchup}. */
@Command(
    name = "catchup",
    mixinStandardHelpOptions = true,
    description = {
      "Examples:",
      "  specie bench catchup",
      "  specie bench catchup --entries 1000000 --clients 4 --json",
      "",
      "Runs four replicas as processes on this machine, fills their state by requests that add",
      "2000 entries each, kills one under load, empties its disks, and times how it comes back",
      "while the load goes on: learning, transfer, installing, replay. Beside it a plain copy of the files",
      "of another replica."
    })
public final class CatchupCommand implements Callable<Integer> {
  private static final int ENTRIES_MAX = 4_000_000;
  private static final int SECONDS_MAX = 600;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--entries",
      defaultValue = "1000000",
      description = "Entries of the state, 1 to 4000000 (default: 1000000).")
  private int entries;

  @Option(
      names = "--clients",
      defaultValue = "4",
      description = "Closed loops at once, 1 to 1024 (default: 4).")
  private int clients;

  @Option(
      names = "--away",
      defaultValue = "5",
      description = "Seconds the replica is down, 1 to 600 (default: 5).")
  private int away;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  private final String machine;

  /** A command that says it ran on {@code machine}. */
  public CatchupCommand(String machine) {
    this.machine = machine;
  }

  @Override
  public Integer call() throws IOException {
    requireSense();
    CatchupResult result =
        new CatchupBench(
                new CatchupBench.Plan(entries, clients, away),
                machine,
                line -> System.err.println("… " + line))
            .run();
    System.out.print(
        json
            ? JsonMapper.builder().build().writeValueAsString(result.toDocument()) + "\n"
            : result.toTable());
    return CommandLine.ExitCode.OK;
  }

  private void requireSense() {
    boolean isSound =
        1 <= entries
            && entries <= ENTRIES_MAX
            && 1 <= clients
            && clients <= OpaqueRequest.CLIENTS_MAX
            && 1 <= away
            && away <= SECONDS_MAX;
    CommandSpec own = spec;
    if (!isSound && own != null) {
      throw new ParameterException(
          own.commandLine(),
          "--entries are 1 to 4000000, --clients 1 to 1024, --away 1 to 600 seconds");
    }
  }
}
