package org.specie.cli.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.specie.cash.gateway.client.Patience;
import org.specie.cli.Surroundings;
import org.specie.cli.auditor.AuditorLines;
import org.specie.cli.customer.Membership;
import org.specie.ledger.api.block.Genesis;
import org.specie.ledger.transport.Route;
import org.specie.node.LocalNetwork;
import org.specie.node.home.DirectoryHome;
import org.specie.node.replica.NetworkDescription;
import picocli.CommandLine.Option;

/** The option that says which network a command is about. */
public final class NetworkFolder {
  /** Where a network lies if nobody says otherwise. */
  public static final String DEFAULT = ".specie/network";

  @Option(
      names = {"--network", "--dir"},
      paramLabel = "DIR",
      defaultValue = DEFAULT,
      description = "folder of the network (default: ${DEFAULT-VALUE})")
  private Path folder = Path.of(DEFAULT);

  /** The one in {@code folder}, for a command that has another option for it. */
  public static NetworkFolder at(Path folder) {
    NetworkFolder named = new NetworkFolder();
    named.folder = folder;
    return named;
  }

  /** The folder as it was given. */
  public Path given() {
    return folder;
  }

  /** The folder, from the working directory on. */
  public Path path(Surroundings surroundings) {
    return surroundings.resolve(folder);
  }

  /** Where the network keeps what it keeps; there has to be one. */
  public DirectoryHome home(Surroundings surroundings) throws IOException {
    Path path = path(surroundings);
    if (!Files.exists(path.resolve(LocalNetwork.GENESIS)) && !NetworkDescription.isIn(path)) {
      throw new IOException(
          "there is no network in " + folder + "; make one with 'specie network create'");
    }
    return DirectoryHome.at(path);
  }

  /** What the public knows of the network, if it is one of replicas. */
  public Optional<NetworkDescription> description(Surroundings surroundings) throws IOException {
    Path path = path(surroundings);
    return NetworkDescription.isIn(path)
        ? Optional.of(NetworkDescription.read(path))
        : Optional.empty();
  }

  /** What the network began with: all it takes to verify what it certified. */
  public Genesis genesis(Surroundings surroundings) throws IOException {
    DirectoryHome home = home(surroundings);
    Optional<NetworkDescription> replicas = description(surroundings);
    return replicas.isPresent()
        ? replicas.get().genesis()
        : LocalNetwork.genesis(home).orElseThrow(() -> new IOException("the genesis is gone"));
  }

  /** What makes the holder of this folder a customer, if its ledger is reached by a provider. */
  public Optional<Membership> membership(Surroundings surroundings) throws IOException {
    Path path = path(surroundings);
    return Membership.isIn(path)
        ? Optional.of(Membership.in(path, surroundings.entropy()))
        : Optional.empty();
  }

  /** Opens the network where it was left, or connects to its replicas. */
  public OpenNetwork open(Surroundings surroundings) throws IOException {
    Optional<NetworkDescription> description = description(surroundings);
    if (description.isEmpty()) {
      return OpenNetwork.open(home(surroundings), surroundings.clock(), surroundings.entropy());
    }
    Optional<Membership> membership = membership(surroundings);
    NetworkDescription network = description.get();
    Route route = membership.map(Membership::route).orElse(Route.direct());
    OpenNetwork opened =
        OpenNetwork.over(
            RemoteAccess.to(
                network, route, surroundings.clock(), surroundings.entropy(), Patience.defaults()),
            home(surroundings),
            membership,
            surroundings.clock(),
            surroundings.entropy());
    return network.auditors().isEmpty()
        ? opened
        : opened.with(
            AuditorLines.to(network, route, surroundings.clock(), surroundings.entropy()));
  }
}
