package org.specie.cli.auditor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.specie.cli.ExitCode;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.cli.customer.LedgerFiles;
import org.specie.node.reader.ReaderFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code specie auditor follow}. */
@Command(
    name = "follow",
    header = {
      "Examples:",
      "  specie network reader --name audit-1 --dir bank",
      "  specie auditor follow bank/audit-1 --home bank/auditor-1",
      ""
    },
    description = {
      "",
      "Has an auditor look at the ledger through a reader of its own from its next start on, and ask"
          + " no operator. The reader verifies everything itself; only its folder's public files are"
          + " taken.",
      ""
    },
    mixinStandardHelpOptions = true)
final class FollowCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private AuditorHome home = new AuditorHome();

  @Parameters(paramLabel = "READER", description = "folder of the reader")
  private Path reader = Path.of("");

  FollowCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    AuditorFolder folder = home.folder(surroundings);
    Path place = surroundings.resolve(reader);
    if (!ReaderFolder.isIn(place)) {
      throw new UsageMistake(
          "no reader lives in " + reader, "make one with 'specie network reader --name audit-1'");
    }
    if (!folder.follow(LedgerFiles.in(place))) {
      throw new UsageMistake(
          reader + " reads another ledger than " + folder.name() + " approves payments of",
          "take a reader of the same network");
    }
    surroundings
        .err()
        .print(folder.name() + " asks " + reader + " and nobody else from its next start on.\n");
    return ExitCode.DONE;
  }
}
