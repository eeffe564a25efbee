package org.specie.cli.issuer;

import org.specie.cli.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code specie issuer …}. */
@Command(
    name = "issuer",
    header = {
      "Examples:",
      "  specie issuer create --dir mint --crowd 1000",
      "  specie issuer start --dir mint",
      "  specie issuer status --dir mint",
      "  specie issuer open-class --dir mint",
      ""
    },
    description = {
      "",
      "Founds an issuer of offline cash and runs its roles, each as a process with its own keys and"
          + " its own PostgreSQL: the core, which knows devices and grants; the certifier, which"
          + " signs payment keys unseen; the factory, which makes tokens; the recovery agent, which"
          + " gives back what an ended card held; the managers, who say whose cards are and load"
          + " them; inspection, which looks at payments; the pseudonym agent, which gives owner ids"
          + " and seals whose they are. Authorities, each a process too, open one of these at a time"
          + " for an order.",
      ""
    },
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class IssuerCommand {
  private IssuerCommand() {}

  /** The command with its subcommands. */
  public static CommandLine tree(Surroundings surroundings) {
    return new CommandLine(new IssuerCommand())
        .addSubcommand(new CreateCommand(surroundings))
        .addSubcommand(new RunCommand(surroundings))
        .addSubcommand(new StartCommand(surroundings))
        .addSubcommand(new StopCommand(surroundings))
        .addSubcommand(new StatusCommand(surroundings))
        .addSubcommand(new PrepareCommand(surroundings))
        .addSubcommand(new LoadCommand(surroundings))
        .addSubcommand(new UnlockCommand(surroundings))
        .addSubcommand(new DeviceCommand(surroundings))
        .addSubcommand(new PersonCommand(surroundings))
        .addSubcommand(new ConsentCommand(surroundings))
        .addSubcommand(new OwnerCommand(surroundings))
        .addSubcommand(new NewClassCommand(surroundings))
        .addSubcommand(new OpenClassCommand(surroundings))
        .addSubcommand(new RecoverCommand(surroundings))
        .addSubcommand(new SubmitCommand(surroundings))
        .addSubcommand(new AlarmsCommand(surroundings))
        .addSubcommand(new SuspicionsCommand(surroundings))
        .addSubcommand(LetterCommand.tree(surroundings))
        .addSubcommand(CaseCommand.tree(surroundings))
        .addSubcommand(new OpeningsCommand(surroundings))
        .addSubcommand(new FlowsCommand(surroundings))
        .addSubcommand(new PolicyCommand(surroundings))
        .addSubcommand(new AgentsCommand(surroundings))
        .addSubcommand(new IssuedCommand(surroundings));
  }
}
