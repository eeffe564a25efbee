package org.specie.cli.bank;

import org.specie.cli.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code specie bank …}. */
@Command(
    name = "bank",
    header = {
      "Examples:",
      "  specie bank create --home north --name north.example --customers people"
          + " --passphrase-beside",
      "  specie bank start --home north",
      "  specie bank withdraw 12.50 --purse people/ana",
      "  specie bank deposit 5.00 --purse people/ana",
      "  specie bank keep --below 20 --withdraw 50 --above 100 --every 7 --purse people/ana",
      "  specie bank due --purse people/ana",
      "  specie bank statement --purse people/ana",
      "  specie bank status --home north",
      ""
    },
    description = {
      "",
      "Makes and runs a bank of offline cash, with accounts of its own or of a ledger and vaults of"
          + " play money, and moves money between an account and a purse.",
      ""
    },
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class BankCommand {
  private BankCommand() {}

  /** The command with its subcommands. */
  public static CommandLine tree(Surroundings surroundings) {
    return new CommandLine(new BankCommand())
        .addSubcommand(new CreateCommand(surroundings))
        .addSubcommand(new RunCommand(surroundings))
        .addSubcommand(new StartCommand(surroundings))
        .addSubcommand(new StopCommand(surroundings))
        .addSubcommand(new StatementCommand(surroundings))
        .addSubcommand(new StatusCommand(surroundings))
        .addSubcommand(new WithdrawCommand(surroundings))
        .addSubcommand(new DepositCommand(surroundings))
        .addSubcommand(new KeepCommand(surroundings))
        .addSubcommand(new DueCommand(surroundings))
        .addSubcommand(new AskCommand(surroundings))
        .addSubcommand(new PayInCommand(surroundings))
        .addSubcommand(new MailCommand(surroundings));
  }
}
