package org.specie.cli.town;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.specie.cash.gateway.client.Patience;
import org.specie.cli.auditor.AuditorLines;
import org.specie.cli.customer.EvidenceFile;
import org.specie.cli.customer.Joining;
import org.specie.cli.customer.LedgerFiles;
import org.specie.cli.customer.Membership;
import org.specie.cli.identity.IssuerFolder;
import org.specie.cli.network.OpenNetwork;
import org.specie.cli.network.RemoteAccess;
import org.specie.cli.psp.ProviderFolder;
import org.specie.cli.registrar.RegistrarCards;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.ledger.transport.Endpoint;
import org.specie.ledger.transport.FreePorts;
import org.specie.node.home.DirectoryHome;
import org.specie.node.replica.NetworkDescription;
import org.specie.services.database.Leftover;
import org.specie.wallet.Registrars;

/**
 * The payment service providers of the demo, each a process with a database of its own, the town
 * hall that says who people are, and the registrars who believe it, each a process as well.
 */
public final class Providers implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";
  private static final String TOWN_HALL = "town-hall";
  private static final List<String> NAMES = List.of("north", "south", "west");
  private static final long EVIDENCE_SECONDS = 24L * 60 * 60;

  private final String fingerprint;
  private final IssuerFolder townHall;
  private final RegistrarOffices registrars;
  private final Clock clock;
  private final Entropy entropy;
  private final List<ProviderFolder> providers = new ArrayList<>();

  private Providers(
      String fingerprint,
      IssuerFolder townHall,
      RegistrarOffices registrars,
      Clock clock,
      Entropy entropy) {
    this.fingerprint = fingerprint;
    this.townHall = townHall;
    this.registrars = registrars;
    this.clock = clock;
    this.entropy = entropy;
  }

  /** Told how many of how many answer. */
  @FunctionalInterface
  public interface Progress {
    void serving(int providers, int of);
  }

  /**
   * Makes and starts three providers on the network in {@code network}, in folders beside it, and
   * before them its registrars.
   */
  public static Providers found(Path network, Clock clock, Entropy entropy, Progress progress)
      throws IOException {
    Path folder = network.toAbsolutePath().resolveSibling(".").normalize();
    IssuerFolder townHall =
        IssuerFolder.create(folder.resolve(TOWN_HALL), TOWN_HALL + ".example", entropy);
    LedgerFiles ledger = LedgerFiles.in(network);
    Map<String, Ed25519PublicKey> issuers = Map.of(townHall.name(), townHall.publicKey());
    progress.serving(0, NAMES.size());
    RegistrarOffices registrars = RegistrarOffices.open(network, issuers, clock, entropy);
    Providers made =
        new Providers(ledger.fingerprint().toHex(), townHall, registrars, clock, entropy);
    ProviderFolder.Enrolling enrolling =
        new ProviderFolder.Enrolling(
            network.toAbsolutePath().resolve(RegistrarCards.FOLDER), issuers);
    try {
      List<Integer> ports = FreePorts.at(LOOPBACK, NAMES.size(), entropy);
      for (int i = 0; i < NAMES.size(); i++) {
        progress.serving(i, NAMES.size());
        ProviderFolder provider =
            new ProviderFolder(
                    folder.resolve(NAMES.get(i)),
                    NAMES.get(i) + ".example",
                    new Endpoint(LOOPBACK, ports.get(i)),
                    Optional.empty(),
                    Optional.of(enrolling))
                .create(ledger, Optional.empty(), entropy);
        made.providers.add(provider);
        ProcessHandle _ = provider.start();
      }
      return made;
    } catch (IOException | RuntimeException | Error e) {
      made.close();
      throw e;
    }
  }

  /** Who lets people in, at whichever provider. */
  public RegistrarOffices registrars() {
    return registrars;
  }

  /** Those that are there, the longest first. */
  public List<ProviderFolder> all() {
    return List.copyOf(providers);
  }

  /** Makes {@code device}, a folder, one of a customer of {@code provider}. */
  public Seat join(Path device, ProviderFolder provider, Stopwatch stopwatch) throws IOException {
    Joining joined = Joining.at(provider.address(), fingerprint, device, entropy).orThrow();
    Membership membership = Membership.in(device, entropy);
    NetworkDescription ledger = NetworkDescription.read(device);
    OpenNetwork network =
        OpenNetwork.over(
                RemoteAccess.to(ledger, membership.route(), clock, entropy, Patience.defaults()),
                DirectoryHome.at(device),
                Optional.of(membership),
                clock,
                entropy)
            .with(AuditorLines.to(ledger, membership.route(), clock, entropy));
    return new Customership(joined.provider(), membership, new Line(network, stopwatch, entropy));
  }

  /** A place at a provider. */
  private final class Customership implements Seat {
    private final String host;
    private final Membership membership;
    private final Line line;

    Customership(String host, Membership membership, Line line) {
      this.host = host;
      this.membership = membership;
      this.line = line;
    }

    @Override
    public Line line() {
      return line;
    }

    @Override
    public String host() {
      return host;
    }

    @Override
    public Registrars registrars(String person, int classId) throws IOException {
      EvidenceFile evidence =
          townHall.vouch(
              person, membership.key(), classId, clock.epochSeconds() + EVIDENCE_SECONDS);
      return line.network().registrars(evidence);
    }

    @Override
    public void close() throws IOException {
      line.close();
    }
  }

  /** Ends {@code provider} as a fire would: its process, its database, its folder. */
  public void burn(ProviderFolder provider) throws IOException {
    boolean _ = provider.process().kill();
    Leftover.stop(provider.database());
    Folders.remove(provider.root());
    providers.remove(provider);
  }

  @Override
  public void close() throws IOException {
    for (ProviderFolder provider : providers) {
      boolean _ = provider.process().stop();
    }
    registrars.close();
  }
}
