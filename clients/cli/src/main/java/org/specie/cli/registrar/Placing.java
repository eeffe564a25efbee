package org.specie.cli.registrar;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.specie.cash.protocol.registration.TagKey;
import org.specie.cash.protocol.registration.TagShare;
import org.specie.cli.customer.LedgerFiles;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.ledger.transport.Endpoint;
import org.specie.ledger.transport.FreePorts;
import org.specie.node.role.Body;
import org.specie.node.role.MemberFolder;

/**
 * Provides registrars with places at which providers ask them, and writes their cards into the
 * folder of the network. No key of one is in the folder of another.
 *
 * @param network folder with the description of the network
 * @param host where they will listen
 * @param days how long their certificates are valid
 * @param issuers identity providers that they believe
 */
public record Placing(
    Path network,
    String host,
    int days,
    Map<String, Ed25519PublicKey> issuers,
    Clock clock,
    Entropy entropy) {
  public Placing {
    issuers = Map.copyOf(issuers);
  }

  /**
   * Places the registrars that the network was founded with and nobody has taken away.
   *
   * @param firstPort of the first, the others follow; 0 takes free ones
   */
  public List<RegistrarFolder> place(int firstPort) throws IOException {
    List<Path> homes = homes();
    List<Integer> free = firstPort > 0 ? List.of() : FreePorts.at(host, homes.size(), entropy);
    List<RegistrarFolder> made = new ArrayList<>();
    for (int i = 0; i < homes.size(); i++) {
      made.add(
          place(
              homes.get(i),
              String.valueOf(homes.get(i).getFileName()),
              firstPort > 0 ? firstPort + i : free.get(i)));
    }
    return made;
  }

  /**
   * Makes a registrar in {@code home} that is to take the place of another: with a key of its own,
   * made here unless it is there, and with that one's share of the key behind tags, which has to be
   * the key among the network's cards.
   *
   * @param before folder of the registrar whose place it takes
   * @param port 0 for a free one
   */
  public RegistrarFolder placeNewcomer(Path home, Path before, int port) throws IOException {
    if (RegistrarFolder.isIn(home)) {
      throw new IOException(home + " has a place already; its card is in the network's folder");
    }
    TagKey tags = RegistrarCards.tags(network.resolve(RegistrarCards.FOLDER));
    TagShare share = MemberFolder.at(before).tagShare();
    try {
      if (!share.key().equals(tags)) {
        throw new IOException(
            before
                + " has a share of another key behind uniqueness tags than the registrars of "
                + network
                + "; name the folder of one of those");
      }
      MemberFolder member =
          Files.exists(home) ? MemberFolder.at(home) : MemberFolder.create(home, entropy);
      member.takeTagShare(share);
    } finally {
      share.destroy();
    }
    return place(
        home,
        String.valueOf(home.getFileName()),
        port > 0 ? port : FreePorts.at(host, 1, entropy).getFirst());
  }

  private RegistrarFolder place(Path home, String name, int port) throws IOException {
    RegistrarFolder made =
        new RegistrarFolder(home.toAbsolutePath(), name, new Endpoint(host, port), issuers);
    Path cards = network.resolve(RegistrarCards.FOLDER);
    if (RegistrarCards.isOfAnother(cards, name, made.key())) {
      throw new IOException(
          "there is a card of another registrar called "
              + name
              + "; give the folder of this one another name");
    }
    RegistrarCards.writeTags(cards, made.tags());
    made.create(LedgerFiles.in(network), days, clock, entropy);
    RegistrarCards.write(cards, name, made.url(), made.key(), made.certificate());
    return made;
  }

  private List<Path> homes() throws IOException {
    List<Path> homes = new ArrayList<>();
    for (int index = 0; Files.isDirectory(home(index)); index++) {
      homes.add(home(index));
    }
    if (homes.isEmpty()) {
      throw new IOException("there is no registrar in " + network + "; bring their folders back");
    }
    for (Path each : homes) {
      if (RegistrarFolder.isIn(each)) {
        throw new IOException(each + " has a place already; its card is in the network's folder");
      }
    }
    return homes;
  }

  private Path home(int index) {
    return network.resolve(Body.REGISTRARS.folder(index));
  }
}
