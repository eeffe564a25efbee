package org.specie.cli.registrar;

import org.specie.cli.Surroundings;
import picocli.CommandLine;

/** The subcommands of {@code specie registrar} that are about processes. */
public final class RegistrarProcesses {
  private RegistrarProcesses() {}

  /** Adds them to {@code registrar}. */
  public static CommandLine in(CommandLine registrar, Surroundings surroundings) {
    return registrar
        .addSubcommand(new CreateCommand(surroundings))
        .addSubcommand(new RunCommand(surroundings))
        .addSubcommand(new StartCommand(surroundings))
        .addSubcommand(new StopCommand(surroundings))
        .addSubcommand(new StatusCommand(surroundings))
        .addSubcommand(new ProvidersCommand(surroundings));
  }
}
