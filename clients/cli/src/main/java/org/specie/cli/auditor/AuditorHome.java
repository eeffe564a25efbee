package org.specie.cli.auditor;

import java.io.IOException;
import java.nio.file.Path;
import org.specie.cli.Surroundings;
import picocli.CommandLine.Option;

/** The option that says which auditor a command is about. */
final class AuditorHome {
  @Option(
      names = "--home",
      paramLabel = "DIR",
      required = true,
      description = "folder of the auditor")
  private Path home = Path.of("");

  /** The auditor that lives there. */
  AuditorFolder folder(Surroundings surroundings) throws IOException {
    Path root = surroundings.resolve(home).toAbsolutePath();
    if (!AuditorFolder.isIn(root)) {
      throw new IOException(
          "no auditor lives in "
              + home
              + "; make the auditors of a network with"
              + " 'specie auditor create --dir NETWORK'");
    }
    return AuditorFolder.read(root);
  }
}
