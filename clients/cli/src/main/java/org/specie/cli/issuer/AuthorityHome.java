package org.specie.cli.issuer;

import java.io.IOException;
import java.nio.file.Path;
import org.specie.cli.Surroundings;
import picocli.CommandLine.Option;

/** The option that says as which authority a command acts. */
final class AuthorityHome {
  @Option(
      names = "--home",
      paramLabel = "DIR",
      required = true,
      description = "folder of the authority")
  private Path home = Path.of("");

  /** What is in it. */
  AuthorityFolder folder(Surroundings surroundings) throws IOException {
    return new AuthorityFolder(RoleFolder.read(surroundings.resolve(home)));
  }
}
