package org.specie.cli.access;

import org.specie.cli.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code specie access …}: carries out what a warrant on the ledger orders. */
@Command(
    name = "access",
    header = {
      "Examples:",
      "  specie access share CORE --as auditor-1 --out one.share",
      "  specie access open CORE --share one.share --share two.share",
      "  specie access open CORE --as auditor-1 --as auditor-2",
      ""
    },
    description = {
      "",
      "Opens one payment above the budget whose opening the authorities ordered ('specie act propose"
          + " open'): enough auditors and enough operators together find payer, payee and amount."
          + " Operators give their shares for a warrant on the ledger and for nothing else. Of a"
          + " payment within the budget there is nothing to open.",
      ""
    },
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class AccessCommand {
  private AccessCommand() {}

  /** The command with its subcommands. */
  public static CommandLine tree(Surroundings surroundings) {
    return new CommandLine(new AccessCommand())
        .addSubcommand(new ShareCommand(surroundings))
        .addSubcommand(new OpenCommand(surroundings));
  }
}
