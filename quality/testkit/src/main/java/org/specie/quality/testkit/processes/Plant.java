package org.specie.quality.testkit.processes;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.ledger.api.block.Genesis;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.sbft.SbftConfig;
import org.specie.ledger.transport.Endpoint;
import org.specie.ledger.transport.FreePorts;
import org.specie.ledger.transport.MonotonicClock;
import org.specie.ledger.transport.Outcome;
import org.specie.ledger.transport.TransportPorts;
import org.specie.ledger.transport.identity.CertificateAuthority;
import org.specie.ledger.transport.identity.IdentityFiles;
import org.specie.ledger.transport.identity.PeerName;
import org.specie.ledger.transport.identity.Role;
import org.specie.ledger.transport.identity.TransportIdentity;
import org.specie.ledger.transport.identity.Trust;
import org.specie.ledger.transport.identity.Validity;

/**
 * A network laid out in a folder for processes to find: genesis, certificates, ports. The consensus
 * keys follow from the replicas' numbers; nothing here guards money.
 */
public record Plant(Path folder) {
  /** The environment variable with the seconds by which a process's clock is wrong. */
  public static final String CLOCK_ERROR = "SPECIE_TRIAL_CLOCK_ERROR";

  private static final long CLOCK_ERROR_SECONDS =
      Long.parseLong(System.getenv().getOrDefault(CLOCK_ERROR, "0"));

  /** Calendar time, as far as this process knows it. */
  public static final Clock CLOCK = () -> System.currentTimeMillis() / 1000 + CLOCK_ERROR_SECONDS;

  /** Randomness. */
  public static final Entropy ENTROPY = new SecureRandom()::nextBytes;

  /** What links need of the world. */
  public static final TransportPorts PORTS =
      new TransportPorts(CLOCK, MonotonicClock.SYSTEM, ENTROPY);

  /** After so long without progress a replica asks for another primary. */
  public static final long PRIMARY_TIMER_MS = SbftConfig.defaults().tuning().requestTimeoutMs();

  private static final int DAYS = 2;
  private static final String LOOPBACK = "127.0.0.1";
  private static final String NAME = "replica ";

  /** Where a replica listens: to other operators, and to clients. */
  public record Site(String host, int operatorPort, int clientPort) {}

  /** Lays out {@code 3 * faults + 1} replicas on this machine's loopback. */
  public static Plant found(Path folder, int faults) throws IOException {
    int replicas = 3 * faults + 1;
    List<Integer> ports = FreePorts.at(LOOPBACK, 2 * replicas, ENTROPY);
    List<Site> sites = new ArrayList<>();
    for (int i = 0; i < replicas; i++) {
      sites.add(new Site(LOOPBACK, ports.get(2 * i), ports.get(2 * i + 1)));
    }
    return found(folder, sites);
  }

  /** Lays out a replica at each of {@code sites}, of which a third may be faulty. */
  public static Plant found(Path folder, List<Site> sites) throws IOException {
    Plant plant = new Plant(folder);
    CertificateAuthority authority =
        CertificateAuthority.found("trial", Validity.days(CLOCK, DAYS), ENTROPY);
    IdentityFiles.write(
        authority, folder.resolve("authority.key"), folder.resolve("authority.crt"));
    List<OperatorSet.Operator> operators = new ArrayList<>();
    for (int i = 0; i < sites.size(); i++) {
      TransportIdentity identity =
          authority.enrol(Role.OPERATOR, new PeerName(name(i)), Validity.days(CLOCK, DAYS));
      IdentityFiles.write(identity, plant.keyFile(i), plant.certificateFile(i));
      String address = sites.get(i).host() + ":" + sites.get(i).operatorPort();
      operators.add(
          new OperatorSet.Operator(name(i), key(i).publicKey(), address, identity.fields().key()));
      Files.writeString(
          plant.clientAddressFile(i), sites.get(i).host() + ":" + sites.get(i).clientPort());
    }
    Genesis genesis =
        new Genesis(
            "trial",
            CLOCK.epochSeconds(),
            OperatorSet.replicated(0, operators, (sites.size() - 1) / 3, 0),
            ByteString.utf8("opaque requests"));
    Files.write(folder.resolve("genesis"), genesis.encode().toByteArray());
    return plant;
  }

  /** What a replica is called. */
  public static String name(int replica) {
    return NAME + replica;
  }

  /** The number of the replica called {@code name}. */
  static int number(String name) {
    return Integer.parseInt(name.substring(NAME.length()));
  }

  /** The consensus key of a replica. */
  public static Ed25519SecretKey key(int replica) {
    ByteString seed = ByteString.utf8("replica " + replica + " of a trial");
    return new Ed25519SecretKey(Secret.copyOf(Hash32.sha256(seed).bytes().toByteArray()));
  }

  /** The genesis. */
  public Genesis genesis() throws IOException {
    try {
      return Genesis.decode(ByteString.copyOf(Files.readAllBytes(folder.resolve("genesis"))));
    } catch (MalformedInput e) {
      throw new IOException("the genesis in this folder is damaged; lay the network out again", e);
    }
  }

  TransportIdentity identity(int replica) throws IOException {
    return taken(IdentityFiles.identity(keyFile(replica), certificateFile(replica)));
  }

  /** What clients pin. */
  public Trust trust() throws IOException {
    return new Trust(
        taken(IdentityFiles.authorityCertificate(folder.resolve("authority.crt"))), CLOCK);
  }

  private static <T> T taken(Outcome<T> outcome) throws IOException {
    return switch (outcome) {
      case Outcome.Accepted<T>(T value) -> value;
      case Outcome.Refused<T>(var reason) -> throw new IOException(reason.sentence());
    };
  }

  /** Where a replica listens to other operators. */
  InetSocketAddress operatorAddress(int replica) throws IOException {
    return endpoint(genesis().operators().operators().get(replica).address()).resolve();
  }

  /** Where a replica listens to clients. */
  public InetSocketAddress clientAddress(int replica) throws IOException {
    return clientEndpoint(replica).resolve();
  }

  Endpoint clientEndpoint(int replica) throws IOException {
    return endpoint(Files.readString(clientAddressFile(replica)).strip());
  }

  private static Endpoint endpoint(String address) {
    int colon = address.lastIndexOf(':');
    return new Endpoint(
        address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
  }

  Path home(int replica) {
    return folder.resolve("home-" + replica);
  }

  /** The block log of a replica. */
  public Path blocks(int replica) {
    return home(replica).resolve("blocks");
  }

  /** The application's state of a replica. */
  public Path state(int replica) {
    return home(replica).resolve("state");
  }

  /** The consensus log of a replica. */
  public Path log(int replica) {
    return home(replica).resolve("log");
  }

  private Path keyFile(int replica) {
    return folder.resolve("replica-" + replica + ".key");
  }

  private Path certificateFile(int replica) {
    return folder.resolve("replica-" + replica + ".crt");
  }

  private Path clientAddressFile(int replica) {
    return folder.resolve("replica-" + replica + ".clients");
  }
}
