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
      "  specie network create --replicas 4 --dir bank   four replicas, each a process of its own",
      "  specie network start --dir bank",
      "  specie network status --dir bank",
      "  specie network members --dir bank            the directory the ledger keeps",
      "  specie network warrants                      orders to open a payment, all there are",
      "  specie network reader --name audit-1 --dir bank",
      "  specie network revoke --name audit-1 --dir bank",
      "  specie network operators --dir bank          who operates it, and who is to",
      ""
    },
    description = {
      "",
      "Founds networks on this machine, starts their replicas, shows how they are, and lets the"
          + " committee change who operates them.",
      ""
    },
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class NetworkCommand {
  private NetworkCommand() {}

  /** The command with its subcommands. */
  public static CommandLine tree(Surroundings surroundings) {
    return new CommandLine(new NetworkCommand())
        .addSubcommand(new CreateCommand(surroundings))
        .addSubcommand(new ShowCommand(surroundings))
        .addSubcommand(new StartCommand(surroundings))
        .addSubcommand(new StopCommand(surroundings))
        .addSubcommand(new StatusCommand(surroundings))
        .addSubcommand(new MembersCommand(surroundings))
        .addSubcommand(new WarrantsCommand(surroundings))
        .addSubcommand(new ReaderCommand(surroundings))
        .addSubcommand(new RevokeCommand(surroundings))
        .addSubcommand(new CertifyCommand(surroundings));
  }
}
