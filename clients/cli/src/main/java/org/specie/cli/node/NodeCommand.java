package org.specie.cli.node;

import org.specie.cli.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code specie node …}. */
@Command(
    name = "node",
    header = {
      "Examples:",
      "  specie node run --home .specie/network/replica-1",
      "  specie node wipe --home .specie/network/replica-1",
      "  specie node init --home five --name replica-5 --dir bank",
      ""
    },
    description = {
      "",
      "Runs one replica of a network, or one reader, and makes a replica for an operator to come.",
      ""
    },
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class NodeCommand {
  private NodeCommand() {}

  /** The command with its subcommands. */
  public static CommandLine tree(Surroundings surroundings) {
    return new CommandLine(new NodeCommand())
        .addSubcommand(new RunCommand(surroundings))
        .addSubcommand(new StartCommand(surroundings))
        .addSubcommand(new StopCommand(surroundings))
        .addSubcommand(new WipeCommand(surroundings))
        .addSubcommand(new InitCommand(surroundings))
        .addSubcommand(new CertificateCommand(surroundings))
        .addSubcommand(new AdmitCommand(surroundings))
        .addSubcommand(new RotateCommand(surroundings));
  }
}
