package org.specie.cli.bank;

import java.io.IOException;
import java.nio.file.Path;
import org.specie.cli.Surroundings;
import picocli.CommandLine.Option;

/** The option that says which bank a command is about. */
final class BankHome {
  @Option(names = "--home", paramLabel = "DIR", required = true, description = "folder of the bank")
  private Path home = Path.of("");

  /** The folder, from the working directory on. */
  Path path(Surroundings surroundings) {
    return surroundings.resolve(home).toAbsolutePath();
  }

  /** As it was given. */
  Path given() {
    return home;
  }

  /** The bank that lives there. */
  BankFolder folder(Surroundings surroundings) throws IOException {
    return BankFolder.read(path(surroundings));
  }
}
