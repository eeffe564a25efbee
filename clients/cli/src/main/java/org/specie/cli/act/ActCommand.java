package org.specie.cli.act;

import org.specie.cli.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code specie act …}: everything bodies decide, as files that are passed on. */
@Command(
    name = "act",
    header = {
      "Examples:",
      "  specie act propose issue 0x52908400098527886E0F7030069857D2E4169EE7 200 --out issue.act",
      "  specie act show issue.act",
      "  specie act sign issue.act --as .specie/network/committee-1",
      "  specie act sign issue.act --as .specie/network/committee-2",
      "  specie act submit issue.act",
      ""
    },
    description = {
      "",
      "What the committee, the auditors and the authorities decide: issuing and destroying money,"
          + " policy, stopping and clearing money that waits, ordering that a payment be opened."
          + " An act is a file that members pass on and sign, each with the key of its own folder;"
          + " it counts once it is on the ledger.",
      ""
    },
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class ActCommand {
  private ActCommand() {}

  /** The command with its subcommands. */
  public static CommandLine tree(Surroundings surroundings) {
    return new CommandLine(new ActCommand())
        .addSubcommand(ProposeCommand.tree(surroundings))
        .addSubcommand(new ShowCommand(surroundings))
        .addSubcommand(new SignCommand(surroundings))
        .addSubcommand(new SubmitCommand(surroundings))
        .addSubcommand(new DocumentsCommand(surroundings))
        .addSubcommand(new KeyCommand(surroundings));
  }
}
