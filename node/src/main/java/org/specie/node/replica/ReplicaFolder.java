package org.specie.node.replica;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.ledger.api.block.Genesis;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.transport.Endpoint;
import org.specie.ledger.transport.Outcome;
import org.specie.ledger.transport.identity.AuthorityCertificate;
import org.specie.ledger.transport.identity.IdentityFiles;
import org.specie.ledger.transport.identity.TransportIdentity;
import org.specie.node.home.DirectoryHome;

/**
 * The folder one replica lives in: {@code replica.properties} with its place, {@code secrets} with
 * its operator's keys and shares, {@code data} with everything that can be had again from the
 * others, copies of the genesis and of the governance authority's certificate, whom it last knew as
 * operators, and {@code evidence} against whoever was caught.
 *
 * @param index names the folder of the operator's secrets; no place in any set
 * @param operators where this replica talks to the others
 * @param wallets where it serves wallets
 * @param metrics where it serves metrics and health
 */
public record ReplicaFolder(
    Path root, int index, String name, Endpoint operators, Endpoint wallets, Endpoint metrics) {
  /** The file that makes a folder that of a replica. */
  public static final String FILE = "replica.properties";

  private static final String DATA = "data";
  private static final String HEARTBEAT = "heartbeat.seconds";
  private static final int HEARTBEAT_SECONDS_MAX = 86_400;
  private static final String TLS_KEY = "tls.key";
  private static final String TLS_CERTIFICATE = "tls.crt";
  private static final String CONTACTS = "operators";
  private static final String EVIDENCE = "evidence";

  void write(Genesis genesis, AuthorityCertificate authority) throws IOException {
    Files.write(root.resolve(NetworkDescription.GENESIS), genesis.encode().toByteArray());
    IdentityFiles.writeCertificate(
        authority.certificate(), root.resolve(NetworkDescription.AUTHORITY));
    Settings settings = Settings.at(root.resolve(FILE)).put("index", index).put("name", name);
    put(settings, "operators", operators);
    put(settings, "wallets", wallets);
    put(settings, "metrics", metrics);
    settings.keepAllBlocks();
    settings.put(HEARTBEAT, 0);
    settings.write("where this replica listens; its keys are in secrets, its ledger in data");
  }

  private static void put(Settings settings, String what, Endpoint endpoint) {
    settings.put(what + ".host", endpoint.host()).put(what + ".port", endpoint.port());
  }

  /** The replica that lives in {@code root}. */
  public static ReplicaFolder read(Path root) throws IOException {
    Settings settings = Settings.read(root.resolve(FILE));
    return new ReplicaFolder(
        root,
        settings.number("index"),
        settings.get("name"),
        endpoint(settings, "operators"),
        endpoint(settings, "wallets"),
        endpoint(settings, "metrics"));
  }

  private static Endpoint endpoint(Settings settings, String what) throws IOException {
    return new Endpoint(settings.get(what + ".host"), settings.number(what + ".port"));
  }

  /** How many blocks, counted from the last, are kept; all of them if nothing is said. */
  public Optional<Long> blocksKept() throws IOException {
    return Settings.read(root.resolve(FILE)).blocksKept();
  }

  /** How long the ledger may be without a block although nothing happens; 0 for ever. */
  int heartbeatSeconds() throws IOException {
    Settings settings = Settings.read(root.resolve(FILE));
    int seconds = settings.find(HEARTBEAT).isPresent() ? settings.number(HEARTBEAT) : 0;
    if (seconds < 0 || seconds > HEARTBEAT_SECONDS_MAX) {
      throw new IOException(
          root.resolve(FILE)
              + ": a heartbeat of "
              + seconds
              + " seconds is out of range; write 1 to "
              + HEARTBEAT_SECONDS_MAX
              + " at all replicas alike, or 0 for none");
    }
    return seconds;
  }

  /** The home of keys and databases. */
  public DirectoryHome home() throws IOException {
    return DirectoryHome.at(root);
  }

  public Genesis genesis() throws IOException {
    return NetworkDescription.genesis(root.resolve(NetworkDescription.GENESIS));
  }

  public AuthorityCertificate authority() throws IOException {
    return NetworkDescription.authority(root.resolve(NetworkDescription.AUTHORITY));
  }

  Path tlsKey() {
    return root.resolve("secrets").resolve(TLS_KEY);
  }

  Path tlsCertificate() {
    return root.resolve("secrets").resolve(TLS_CERTIFICATE);
  }

  /** The identity this replica shows on every connection. */
  public TransportIdentity identity() throws IOException {
    return switch (IdentityFiles.identity(tlsKey(), tlsCertificate())) {
      case Outcome.Accepted<TransportIdentity>(var identity) -> identity;
      case Outcome.Refused<TransportIdentity>(var reason) ->
          throw new IOException(
              tlsKey() + ": " + reason.code() + " " + reason.sentence() + " " + reason.remedy());
    };
  }

  /**
   * The operators this replica last knew of. They say only whom to dial: an operator that wakes up
   * after years, or with an empty disk, may find nobody left of those in the genesis.
   */
  public Optional<OperatorSet> contacts() throws IOException {
    Path file = root.resolve(CONTACTS);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(OperatorSet.decode(ByteString.copyOf(Files.readAllBytes(file))));
    } catch (MalformedInput e) {
      throw new IOException(file + " is damaged; remove it", e);
    }
  }

  /** Keeps who operates the ledger by now. */
  void keepContacts(OperatorSet operators) throws IOException {
    home().publish(CONTACTS, operators.encode());
  }

  /** Where evidence against other operators is kept. */
  Path evidence() {
    return root.resolve(EVIDENCE);
  }

  /** Where everything lies that can be had again from the other replicas. */
  public Path data() {
    return root.resolve(DATA);
  }

  /** Removes all data and keeps the keys. The replica must not be running. */
  public void wipe() throws IOException {
    if (!Files.exists(data())) {
      return;
    }
    List<Path> inside;
    try (Stream<Path> paths = Files.walk(data())) {
      inside = paths.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : inside) {
      Files.deleteIfExists(path);
    }
  }

  static InetSocketAddress listen(Endpoint endpoint) {
    return endpoint.resolve();
  }
}
