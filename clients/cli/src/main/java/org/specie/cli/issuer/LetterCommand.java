package org.specie.cli.issuer;

import org.specie.cli.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code specie issuer letter …}. */
@Command(
    name = "letter",
    header = {
      "Examples:",
      "  specie issuer letter leave --dir mint --report 77d0… --text \"Invoices of May, please.\"",
      "  specie issuer letter fetch --home ana --agent http://127.0.0.1:7106 --reference 17",
      ""
    },
    description = {
      "",
      "Letters from whoever follows up money laundering to an owner whom a report is about and whom"
          + " the writer does not know. They lie with the pseudonym agent; the owner comes for"
          + " them, and answers with a document that the agent cannot read.",
      ""
    },
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class LetterCommand {
  private LetterCommand() {}

  /** The command with its subcommands. */
  static CommandLine tree(Surroundings surroundings) {
    return new CommandLine(new LetterCommand())
        .addSubcommand(new LeaveLetterCommand(surroundings))
        .addSubcommand(new LetterStateCommand(surroundings))
        .addSubcommand(new FetchLettersCommand(surroundings))
        .addSubcommand(new AnswerLetterCommand(surroundings));
  }
}
