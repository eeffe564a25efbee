package org.specie.cli.wallet;

import java.nio.file.Path;
import org.specie.cli.Surroundings;
import picocli.CommandLine.Option;

/** The option that says which wallet a command is about. */
final class WalletFile {
  private static final String DEFAULT = ".specie/wallet";

  @Option(
      names = "--wallet",
      paramLabel = "FILE",
      defaultValue = DEFAULT,
      description = "the wallet's file (default: ${DEFAULT-VALUE})")
  private Path file = Path.of(DEFAULT);

  /** The file, from the working directory on. */
  Path path(Surroundings surroundings) {
    return surroundings.resolve(file);
  }
}
