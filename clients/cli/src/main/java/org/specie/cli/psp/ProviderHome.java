package org.specie.cli.psp;

import java.io.IOException;
import java.nio.file.Path;
import org.specie.cli.Surroundings;
import picocli.CommandLine.Option;

/** The option that says which provider a command is about. */
final class ProviderHome {
  @Option(
      names = "--home",
      paramLabel = "DIR",
      required = true,
      description = "folder of the provider")
  private Path home = Path.of("");

  /** The folder, from the working directory on. */
  Path path(Surroundings surroundings) {
    return surroundings.resolve(home).toAbsolutePath();
  }

  /** The provider that lives there. */
  ProviderFolder folder(Surroundings surroundings) throws IOException {
    return ProviderFolder.read(path(surroundings));
  }
}
