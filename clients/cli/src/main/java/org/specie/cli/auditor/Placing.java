package org.specie.cli.auditor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.specie.cli.customer.LedgerFiles;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.ledger.transport.Endpoint;
import org.specie.ledger.transport.FreePorts;
import org.specie.ledger.transport.identity.PeerName;
import org.specie.ledger.transport.identity.Role;
import org.specie.node.governance.Governance;
import org.specie.node.replica.NetworkDescription;
import org.specie.node.role.Body;
import org.specie.node.role.MemberFolder;

/**
 * Gives the auditors that a network was founded with places at which payers ask them, where the
 * folder of the governance authority is. An auditor whose folder was taken away before has to be
 * brought back for it.
 */
public final class Placing {
  private final Path network;
  private final Clock clock;
  private final Entropy entropy;

  /** Places the auditors whose folders lie in that of {@code network}. */
  public Placing(Path network, Clock clock, Entropy entropy) {
    this.network = network;
    this.clock = clock;
    this.entropy = entropy;
  }

  /**
   * Places all of them.
   *
   * @param host where they will listen
   * @param firstPort of the first, the others follow; 0 takes free ones
   * @param days how long their certificates are valid
   */
  public List<AuditorFolder> place(String host, int firstPort, int days) throws IOException {
    List<Path> homes = homes();
    Governance governance = Governance.open(network.resolve(Governance.FOLDER), clock, entropy);
    List<Integer> free = firstPort > 0 ? List.of() : FreePorts.at(host, homes.size(), entropy);
    List<AuditorFolder> made = new ArrayList<>();
    List<NetworkDescription.Auditor> places = new ArrayList<>();
    for (int i = 0; i < homes.size(); i++) {
      int port = firstPort > 0 ? firstPort + i : free.get(i);
      AuditorFolder each =
          new AuditorFolder(
              homes.get(i).toAbsolutePath(), Body.AUDITORS.folder(i), new Endpoint(host, port));
      Ed25519SecretKey key = MemberFolder.at(homes.get(i)).key();
      places.add(new NetworkDescription.Auditor(each.name(), each.place(), key.publicKey()));
      key.destroy();
      made.add(each);
    }
    NetworkDescription.read(network).with(places).write(network);
    LedgerFiles ledger = LedgerFiles.in(network);
    for (AuditorFolder each : made) {
      each.create(ledger, governance.enrol(Role.AUDITOR, new PeerName(each.name()), days));
    }
    return made;
  }

  /** The folders of the auditors that the founding made and nobody has taken away. */
  private List<Path> homes() throws IOException {
    List<Path> homes = new ArrayList<>();
    for (int index = 0; Files.isDirectory(home(index)); index++) {
      homes.add(home(index));
    }
    if (homes.isEmpty()) {
      throw new IOException(
          "there is no auditor in "
              + network
              + "; found a network with some: 'specie network create --replicas 4 --profile boi'");
    }
    for (Path each : homes) {
      if (AuditorFolder.isIn(each)) {
        throw new IOException(each + " has a place already, in the description of the network");
      }
    }
    return homes;
  }

  private Path home(int index) {
    return network.resolve(Body.AUDITORS.folder(index));
  }
}
