package org.specie.cli.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.specie.cli.Surroundings;
import org.specie.node.LocalNetwork;
import org.specie.node.home.DirectoryHome;
import picocli.CommandLine.Option;

/** The option that says which network a command is about. */
public final class NetworkFolder {
  /** Where a network lies if nobody says otherwise. */
  public static final String DEFAULT = ".specie/network";

  @Option(
      names = "--network",
      paramLabel = "DIR",
      defaultValue = DEFAULT,
      description = "folder of the network (default: ${DEFAULT-VALUE})")
  private Path folder = Path.of(DEFAULT);

  /** The folder, from the working directory on. */
  public Path path(Surroundings surroundings) {
    return surroundings.resolve(folder);
  }

  /** Where the network keeps what it keeps; there has to be one. */
  public DirectoryHome home(Surroundings surroundings) throws IOException {
    Path path = path(surroundings);
    if (!Files.exists(path.resolve(LocalNetwork.GENESIS))) {
      throw new IOException(
          "there is no network in " + folder + "; make one with 'specie network create'");
    }
    return DirectoryHome.at(path);
  }

  /** Opens the network where it was left. */
  public OpenNetwork open(Surroundings surroundings) throws IOException {
    return OpenNetwork.open(home(surroundings), surroundings.clock(), surroundings.entropy());
  }
}
