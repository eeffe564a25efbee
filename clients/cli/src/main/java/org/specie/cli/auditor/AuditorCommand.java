package org.specie.cli.auditor;

import org.specie.cli.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code specie auditor …}. */
@Command(
    name = "auditor",
    header = {
      "Examples:",
      "  specie auditor create --dir bank",
      "  specie auditor start --home bank/auditor-1",
      "  specie auditor queue --home bank/auditor-1",
      "  specie auditor approve 4f1c… --by Noa --home bank/auditor-1",
      "  specie auditor audit --queries standing.properties --network office",
      ""
    },
    description = {
      "",
      "Makes and runs the auditors of a network, who approve payments above the budget: by rule, or"
          + " by a person who sees who pays whom how much; and asks standing queries"
          + " of a ledger.",
      ""
    },
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class AuditorCommand {
  private AuditorCommand() {}

  /** The command with its subcommands. */
  public static CommandLine tree(Surroundings surroundings) {
    return new CommandLine(new AuditorCommand())
        .addSubcommand(new CreateCommand(surroundings))
        .addSubcommand(new FollowCommand(surroundings))
        .addSubcommand(new RunCommand(surroundings))
        .addSubcommand(new StartCommand(surroundings))
        .addSubcommand(new StopCommand(surroundings))
        .addSubcommand(new StatusCommand(surroundings))
        .addSubcommand(new QueueCommand(surroundings))
        .addSubcommand(new DecideCommands.Approve(surroundings))
        .addSubcommand(new DecideCommands.Refuse(surroundings))
        .addSubcommand(new AuditCommand(surroundings));
  }
}
