package org.specie.cli.issuer;

import java.io.IOException;
import java.nio.file.Path;
import org.specie.cli.Surroundings;
import picocli.CommandLine.Option;

/** The option that says which issuer a command is about. */
final class IssuerDir {
  @Option(
      names = "--dir",
      paramLabel = "DIR",
      required = true,
      description = "folder of the issuer, with one folder a role in it")
  private Path dir = Path.of("");

  /** The folder, from the working directory on. */
  Path path(Surroundings surroundings) {
    return surroundings.resolve(dir).toAbsolutePath();
  }

  /** The folder {@code name} in it. */
  RoleFolder folder(String name, Surroundings surroundings) throws IOException {
    return RoleFolder.read(path(surroundings).resolve(name));
  }

  /** The roles whose folders are there, root and authorities if they are wanted too. */
  RoleFleet roles(Surroundings surroundings, boolean withRoot, boolean withAuthorities)
      throws IOException {
    return RoleFleet.in(path(surroundings), withRoot, withAuthorities);
  }
}
