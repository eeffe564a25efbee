package org.specie.cli.registrar;

import java.io.IOException;
import java.nio.file.Path;
import org.specie.cli.Surroundings;
import picocli.CommandLine.Option;

/** The option that says which registrar a command is about. */
final class RegistrarHome {
  @Option(
      names = "--home",
      paramLabel = "DIR",
      required = true,
      description = "folder of the registrar")
  private Path home = Path.of("");

  /** The registrar that lives there. */
  RegistrarFolder folder(Surroundings surroundings) throws IOException {
    Path root = surroundings.resolve(home).toAbsolutePath();
    if (!RegistrarFolder.isIn(root)) {
      throw new IOException(
          "no registrar lives in "
              + home
              + "; make the registrars of a network with"
              + " 'specie registrar create --dir NETWORK --issuer NAME=HEX'");
    }
    return RegistrarFolder.read(root);
  }
}
