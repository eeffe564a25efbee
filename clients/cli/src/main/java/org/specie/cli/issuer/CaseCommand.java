package org.specie.cli.issuer;

import org.specie.cli.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code specie issuer case …}. */
@Command(
    name = "case",
    header = {
      "Examples:",
      "  specie issuer case make ana.case --home mint/authority-1 --owner 77d0… \\",
      "    --court 'District Court' --reference '12/26' --reason 'Report 5e1f…'",
      "  specie issuer case approve ana.case --case 5d1e… --home mint/authority-2",
      "  specie issuer case open ana.case --home mint/authority-1",
      ""
    },
    description = {
      "",
      "An order to open whose one owner id is: a file that goes from authority to authority. Each"
          + " approves it from its own folder, if a person there agrees; with enough approvals the"
          + " authorities' processes give their shares, and each writes that to its public log.",
      ""
    },
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class CaseCommand {
  private CaseCommand() {}

  /** The command with its subcommands. */
  static CommandLine tree(Surroundings surroundings) {
    return new CommandLine(new CaseCommand())
        .addSubcommand(new MakeCaseCommand(surroundings))
        .addSubcommand(new ShowCaseCommand(surroundings))
        .addSubcommand(new ApproveCaseCommand(surroundings))
        .addSubcommand(new OpenCaseCommand(surroundings));
  }
}
