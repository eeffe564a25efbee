package org.specie.quality.bench.ledger;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
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
record Plant(Path folder) {
  static final Clock CLOCK = () -> System.currentTimeMillis() / 1000;
  static final Entropy ENTROPY = new SecureRandom()::nextBytes;
  static final TransportPorts PORTS = new TransportPorts(CLOCK, MonotonicClock.SYSTEM, ENTROPY);

  private static final int DAYS = 2;

  /** Lays out {@code 3 * faults + 1} replicas. */
  static Plant found(Path folder, int faults) throws IOException {
    Plant plant = new Plant(folder);
    CertificateAuthority authority =
        CertificateAuthority.found("benchmark", Validity.days(CLOCK, DAYS), ENTROPY);
    IdentityFiles.write(
        authority, folder.resolve("authority.key"), folder.resolve("authority.crt"));
    List<OperatorSet.Operator> operators = new ArrayList<>();
    for (int i = 0; i < 3 * faults + 1; i++) {
      TransportIdentity identity =
          authority.enrol(Role.OPERATOR, new PeerName(name(i)), Validity.days(CLOCK, DAYS));
      IdentityFiles.write(identity, plant.keyFile(i), plant.certificateFile(i));
      operators.add(
          new OperatorSet.Operator(
              name(i), key(i).publicKey(), "127.0.0.1:" + freePort(), identity.fields().key()));
      Files.writeString(plant.clientPortFile(i), Integer.toString(freePort()));
    }
    Genesis genesis =
        new Genesis(
            "benchmark",
            CLOCK.epochSeconds(),
            OperatorSet.replicated(0, operators, faults, 0),
            ByteString.utf8("opaque requests"));
    Files.write(folder.resolve("genesis"), genesis.encode().toByteArray());
    return plant;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  static String name(int replica) {
    return "replica " + replica;
  }

  static Ed25519SecretKey key(int replica) {
    ByteString seed = ByteString.utf8("replica " + replica + " of a benchmark");
    return new Ed25519SecretKey(Secret.copyOf(Hash32.sha256(seed).bytes().toByteArray()));
  }

  Genesis genesis() throws IOException {
    try {
      return Genesis.decode(ByteString.copyOf(Files.readAllBytes(folder.resolve("genesis"))));
    } catch (MalformedInput e) {
      throw new IOException("the benchmark's genesis is damaged; start the benchmark again", e);
    }
  }

  TransportIdentity identity(int replica) throws IOException {
    return taken(IdentityFiles.identity(keyFile(replica), certificateFile(replica)));
  }

  Trust trust() throws IOException {
    return new Trust(
        taken(IdentityFiles.authorityCertificate(folder.resolve("authority.crt"))), CLOCK);
  }

  private static <T> T taken(Outcome<T> outcome) throws IOException {
    return switch (outcome) {
      case Outcome.Accepted<T>(T value) -> value;
      case Outcome.Refused<T>(var reason) -> throw new IOException(reason.sentence());
    };
  }

  InetSocketAddress clientAddress(int replica) throws IOException {
    return new InetSocketAddress(
        InetAddress.getLoopbackAddress(),
        Integer.parseInt(Files.readString(clientPortFile(replica)).strip()));
  }

  Path home(int replica) {
    return folder.resolve("home-" + replica);
  }

  private Path keyFile(int replica) {
    return folder.resolve("replica-" + replica + ".key");
  }

  private Path certificateFile(int replica) {
    return folder.resolve("replica-" + replica + ".crt");
  }

  private Path clientPortFile(int replica) {
    return folder.resolve("replica-" + replica + ".port");
  }
}
