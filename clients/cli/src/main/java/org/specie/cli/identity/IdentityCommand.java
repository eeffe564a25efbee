package org.specie.cli.identity;

import org.specie.cli.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code specie identity …}. */
@Command(
    name = "identity",
    header = {
      "Examples:",
      "  specie identity create --home town-hall --name town-hall.example",
      "  specie identity vouch --home town-hall --person-file ana.txt --customer 9f2c…"
          + " --out ana.evidence",
      ""
    },
    description = {
      "",
      "An identity provider of one's own, to try out what a real one does: it vouches for persons"
          + " under pseudonyms, and providers and registrars learn nothing else of them.",
      ""
    },
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class IdentityCommand {
  private IdentityCommand() {}

  /** The command with its subcommands. */
  public static CommandLine tree(Surroundings surroundings) {
    return new CommandLine(new IdentityCommand())
        .addSubcommand(new CreateCommand(surroundings))
        .addSubcommand(new VouchCommand(surroundings));
  }
}
