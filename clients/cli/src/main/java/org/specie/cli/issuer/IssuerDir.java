package org.specie.cli.issuer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

  /** The roles whose folders are there, in the order in which they are started. */
  List<RoleFolder> roles(Surroundings surroundings) throws IOException {
    List<RoleFolder> all = new ArrayList<>();
    for (Role each : Role.values()) {
      if (Files.isDirectory(path(surroundings).resolve(each.word()))) {
        all.add(folder(each.word(), surroundings));
      }
    }
    if (all.isEmpty()) {
      throw new IOException(
          "no issuer lives in " + dir + "; make one with 'specie issuer create --dir DIR'");
    }
    return all;
  }
}
