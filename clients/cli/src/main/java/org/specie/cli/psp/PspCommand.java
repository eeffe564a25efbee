package org.specie.cli.psp;

import org.specie.cli.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code specie psp …}. */
@Command(
    name = "psp",
    header = {
      "Examples:",
      "  specie psp create --home north --name north.example --dir bank",
      "  specie psp start --home north",
      "  specie psp join http://127.0.0.1:8080 --fingerprint 4f1c… --dir mine",
      "  specie wallet new --network mine --wallet ana.wallet",
      ""
    },
    description = {
      "",
      "Makes and runs a payment service provider, which brings people in and leads their wallets to"
          + " the operators; it can neither spend their money nor see what they pay in private. And"
          + " makes somebody its customer, shows what it keeps of one, and has it forget one.",
      ""
    },
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class PspCommand {
  private PspCommand() {}

  /** The command with its subcommands. */
  public static CommandLine tree(Surroundings surroundings) {
    return new CommandLine(new PspCommand())
        .addSubcommand(new CreateCommand(surroundings))
        .addSubcommand(new RunCommand(surroundings))
        .addSubcommand(new StartCommand(surroundings))
        .addSubcommand(new StopCommand(surroundings))
        .addSubcommand(new StatusCommand(surroundings))
        .addSubcommand(new NeighbourCommand(surroundings))
        .addSubcommand(new KeyCommand(surroundings))
        .addSubcommand(new AddressCommand(surroundings))
        .addSubcommand(new JoinCommand(surroundings))
        .addSubcommand(new RotateCommand(surroundings))
        .addSubcommand(new SpareCommand(surroundings))
        .addSubcommand(new BarCommand(surroundings))
        .addSubcommand(new KeptCommand(surroundings))
        .addSubcommand(new ListedCommand(surroundings))
        .addSubcommand(new LeaveCommand(surroundings));
  }
}
