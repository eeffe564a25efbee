package org.specie.node.reader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.core.port.Entropy;
import org.specie.ledger.transport.Endpoint;
import org.specie.ledger.transport.FreePorts;
import org.specie.ledger.transport.identity.PeerName;
import org.specie.ledger.transport.identity.Role;
import org.specie.ledger.transport.identity.TransportIdentity;
import org.specie.node.governance.Governance;
import org.specie.node.governance.Revocations;
import org.specie.node.replica.NetworkDescription;

/**
 * Makes a reader on the machine where the governance authority's folder is: the authority certifies
 * a fresh key, and the reader's folder has all it needs to be taken elsewhere.
 */
public final class Enrolment {
  private final Path network;
  private final Clock clock;
  private final Entropy entropy;

  /** Enrols readers of the network of replicas in {@code network}. */
  public Enrolment(Path network, Clock clock, Entropy entropy) {
    this.network = network;
    this.clock = clock;
    this.entropy = entropy;
  }

  /**
   * Makes the folder of reader {@code name}.
   *
   * @param home where, which must not be there yet
   * @param host where it will listen
   * @param firstPort of two, for clients and for metrics; 0 takes free ones
   * @param days how long its certificate is valid
   */
  public ReaderFolder reader(String name, Path home, String host, int firstPort, int days)
      throws IOException {
    if (Files.exists(home)) {
      throw new IOException(home + " is there already; choose another name or another place");
    }
    NetworkDescription description = NetworkDescription.read(network);
    Governance governance = Governance.open(network.resolve(Governance.FOLDER), clock, entropy);
    List<Integer> ports =
        firstPort == 0 ? FreePorts.at(host, 2, entropy) : List.of(firstPort, firstPort + 1);
    ReaderFolder folder =
        new ReaderFolder(
            Files.createDirectories(home),
            name,
            new Endpoint(host, ports.get(0)),
            new Endpoint(host, ports.get(1)));
    TransportIdentity identity = governance.enrol(Role.READER, new PeerName(name), days);
    Path revoked = network.resolve(Revocations.FILE);
    if (Files.isRegularFile(revoked)) {
      Files.copy(revoked, home.resolve(Revocations.FILE));
    }
    folder.write(description.genesis(), description.authority(), identity);
    return folder;
  }
}
