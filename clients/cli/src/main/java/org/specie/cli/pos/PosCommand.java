package org.specie.cli.pos;

import org.specie.cli.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code specie pos …}. */
@Command(
    name = "pos",
    header = {
      "Examples:",
      "  specie pos open --till till-1 --purse shop    a till with tokens of the shop's purse",
      "  specie pos request 7.90 --till till-1 --qr    what the customer scans",
      "  specie pos receive answer.png --till till-1",
      "  specie pos charge 7.90 --till till-1 --reader NAME    a card that is held to the reader",
      "  specie pos report --till till-1",
      "  specie pos collect --till till-1 --purse shop in the evening",
      ""
    },
    description = {
      "",
      "Offline cash for a shop. A till asks and verifies by itself and never touches the shop's card:"
          + " whoever steals it has neither balance nor keys.",
      ""
    },
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class PosCommand {
  private PosCommand() {}

  /** The command with its subcommands. */
  public static CommandLine tree(Surroundings surroundings) {
    return new CommandLine(new PosCommand())
        .addSubcommand(new OpenCommand(surroundings))
        .addSubcommand(new RequestCommand(surroundings))
        .addSubcommand(new ListenCommand(surroundings))
        .addSubcommand(new ReceiveCommand(surroundings))
        .addSubcommand(new ChargeCommand(surroundings))
        .addSubcommand(new ReportCommand(surroundings))
        .addSubcommand(new CollectCommand(surroundings));
  }
}
