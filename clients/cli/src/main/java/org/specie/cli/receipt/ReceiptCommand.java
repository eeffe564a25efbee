package org.specie.cli.receipt;

import org.specie.cli.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code specie receipt …}. */
@Command(
    name = "receipt",
    header = {
      "Examples:",
      "  specie receipt verify receipt.pdf",
      "  specie wallet receipt 4f1c9a20 --out receipt.pdf     makes one, as the payee",
      ""
    },
    description = {"", "Receipts of private payments, for whoever is shown one.", ""},
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class ReceiptCommand {
  private ReceiptCommand() {}

  /** The command with its subcommands. */
  public static CommandLine tree(Surroundings surroundings) {
    return new CommandLine(new ReceiptCommand()).addSubcommand(new VerifyCommand(surroundings));
  }
}
