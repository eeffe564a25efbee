package org.specie.cli.purse;

import org.specie.cli.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code specie purse …}. */
@Command(
    name = "purse",
    header = {
      "Examples:",
      "  specie purse try practice                     play money on cards of software, to try all this",
      "  specie purse request 12.50 --out ask.png      what a payer scans or is sent",
      "  specie purse pay ask.png --out answer.txt     the card pays; no network is needed",
      "  specie purse receive answer.txt",
      "  specie purse balance",
      ""
    },
    description = {
      "",
      "Cash in a secure device, for a person: two messages make a payment, and nobody else is asked.",
      ""
    },
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class PurseCommand {
  private PurseCommand() {}

  /** The command with its subcommands. */
  public static CommandLine tree(Surroundings surroundings) {
    return new CommandLine(new PurseCommand())
        .addSubcommand(new TryCommand(surroundings))
        .addSubcommand(new OpenCommand(surroundings))
        .addSubcommand(new RefillCommand(surroundings))
        .addSubcommand(new BalanceCommand(surroundings))
        .addSubcommand(new RequestCommand(surroundings))
        .addSubcommand(new RequestsCommand(surroundings))
        .addSubcommand(new CheckCommand(surroundings))
        .addSubcommand(new PayCommand(surroundings))
        .addSubcommand(new PayToCommand(surroundings))
        .addSubcommand(new ReceiveCommand(surroundings))
        .addSubcommand(new RedeemCommand(surroundings))
        .addSubcommand(new PlanCommand(surroundings))
        .addSubcommand(new PlannedCommand(surroundings))
        .addSubcommand(new DueCommand(surroundings))
        .addSubcommand(new JarCommand(surroundings))
        .addSubcommand(new HistoryCommand(surroundings))
        .addSubcommand(new ExportCommand(surroundings))
        .addSubcommand(new AuditCommand(surroundings))
        .addSubcommand(new SettingsCommand(surroundings))
        .addSubcommand(new ProtectCommand(surroundings))
        .addSubcommand(new UnlockCommand(surroundings))
        .addSubcommand(new ReadersCommand(surroundings));
  }
}
