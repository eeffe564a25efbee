package org.specie.cli.network;

import org.specie.cli.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code specie network …}. */
@Command(
    name = "network",
    header = {
      "Examples:",
      "  specie network create                        in ./.specie/network",
      "  specie network create --operators 7 --epoch-days 7 --budget 250",
      "  specie network show",
      ""
    },
    description = {"", "Founds a network on this machine, and shows its rules.", ""},
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class NetworkCommand {
  private NetworkCommand() {}

  /** The command with its subcommands. */
  public static CommandLine tree(Surroundings surroundings) {
    return new CommandLine(new NetworkCommand())
        .addSubcommand(new CreateCommand(surroundings))
        .addSubcommand(new ShowCommand(surroundings));
  }
}
