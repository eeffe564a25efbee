package org.specie.cli.issuer;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.specie.cli.ExitCode;
import org.specie.cli.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code specie issuer start}. */
@Command(
    name = "start",
    header = {
      "Examples:",
      "  specie issuer start --dir mint",
      "  specie issuer start --dir mint --root",
      "  specie issuer start --dir mint --authorities",
      ""
    },
    description = {
      "",
      "Starts the roles of an issuer whose folders are here and that do not run yet, beside each"
          + " other, each as a process that goes on when this command has ended, and waits until"
          + " all answer. Authorities belong to others than the issuer, so they are started only if"
          + " that is said, and the root only for as long as you prepare blank cards. Each logs to the"
          + " file 'log' in its folder.",
      ""
    },
    mixinStandardHelpOptions = true)
final class StartCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private IssuerDir dir = new IssuerDir();

  @Option(
      names = "--root",
      description = "start the root too, whose key vouches for blank cards; stop it afterwards")
  private boolean root;

  @Option(
      names = "--authorities",
      description = "also those who open entries of the register, as far as their folders are here")
  private boolean authorities;

  StartCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    RoleFleet roles = dir.roles(surroundings, root, authorities);
    roles.startAll();
    roles.awaitServing((_, _) -> {});
    for (RoleFolder each : roles.folders()) {
      String name = each.background().name();
      surroundings
          .err()
          .print(
              roles
                  .started(each)
                  .map(process -> "%s runs as process %d%n".formatted(name, process.pid()))
                  .orElse(name + " runs already\n"));
    }
    return ExitCode.DONE;
  }
}
