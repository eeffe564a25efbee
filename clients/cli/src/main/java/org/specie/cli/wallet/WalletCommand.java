package org.specie.cli.wallet;

import org.specie.cli.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code specie wallet …}. */
@Command(
    name = "wallet",
    header = {
      "Examples:",
      "  specie wallet new                        shows the words once: write them on paper",
      "  specie wallet enrol --evidence 'passport 123'",
      "  specie wallet receive                    where others pay you",
      "  specie wallet request 12.50 --message 'two coffees' --qr",
      "  specie wallet pay spc1q… 12.50 --note coffee",
      "  specie wallet restore < words.txt",
      ""
    },
    description = {"", "What a person does with money.", ""},
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class WalletCommand {
  private WalletCommand() {}

  /** The command with its subcommands. */
  public static CommandLine tree(Surroundings surroundings) {
    return new CommandLine(new WalletCommand())
        .addSubcommand(new NewCommand(surroundings))
        .addSubcommand(new RestoreCommand(surroundings))
        .addSubcommand(new EnrolCommand(surroundings))
        .addSubcommand(new ChangeClassCommand(surroundings))
        .addSubcommand(new BalanceCommand(surroundings))
        .addSubcommand(new ReceiveCommand(surroundings))
        .addSubcommand(new RequestCommand(surroundings))
        .addSubcommand(new LettersCommand(surroundings))
        .addSubcommand(new NameCommand(surroundings))
        .addSubcommand(new BackupCommand(surroundings))
        .addSubcommand(new PayCommand(surroundings))
        .addSubcommand(new SettleCommand(surroundings))
        .addSubcommand(new EntryCommands.Entries(surroundings))
        .addSubcommand(new EntryCommands.Accept(surroundings))
        .addSubcommand(new EntryCommands.TakeBack(surroundings))
        .addSubcommand(new RefundCommands.Give(surroundings))
        .addSubcommand(new RefundCommands.Refund(surroundings))
        .addSubcommand(new RefundCommands.GiveBack(surroundings))
        .addSubcommand(new MoveCommands.Load(surroundings))
        .addSubcommand(new MoveCommands.Unload(surroundings))
        .addSubcommand(new MoveCommands.Claim(surroundings))
        .addSubcommand(new TakeOfflineCommand(surroundings))
        .addSubcommand(new HistoryCommand(surroundings))
        .addSubcommand(new StatementCommand(surroundings))
        .addSubcommand(new ReceiptCommand(surroundings))
        .addSubcommand(new ShowCommands.Income(surroundings))
        .addSubcommand(new ShowCommands.Disclose(surroundings));
  }
}
