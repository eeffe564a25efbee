package org.specie.node.reader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.specie.ledger.api.block.Genesis;
import org.specie.ledger.transport.Endpoint;
import org.specie.ledger.transport.Outcome;
import org.specie.ledger.transport.identity.AuthorityCertificate;
import org.specie.ledger.transport.identity.IdentityFiles;
import org.specie.ledger.transport.identity.Role;
import org.specie.ledger.transport.identity.TransportIdentity;
import org.specie.node.home.DirectoryHome;
import org.specie.node.replica.NetworkDescription;
import org.specie.node.replica.Settings;

/**
 * The folder a reader lives in: {@code reader.properties} with its place, {@code secrets} with the
 * key of its certificate, {@code data} with the ledger, and the description of a network whose only
 * member it is, so that whoever trusts this reader and nobody else asks it like a network.
 *
 * @param wallets where it serves what it has read
 * @param metrics where it serves metrics and health
 */
public record ReaderFolder(Path root, String name, Endpoint wallets, Endpoint metrics) {
  private static final String FILE = "reader.properties";

  /** Whether a reader lives in {@code folder}. */
  public static boolean isIn(Path folder) {
    return Files.isRegularFile(folder.resolve(FILE));
  }

  /** Makes the folder, its file last. */
  public void write(Genesis genesis, AuthorityCertificate authority, TransportIdentity identity)
      throws IOException {
    DirectoryHome _ = DirectoryHome.at(root);
    Files.createDirectories(tlsKey().getParent());
    IdentityFiles.write(identity, tlsKey(), tlsCertificate());
    new NetworkDescription(
            genesis,
            authority,
            0,
            List.of(new NetworkDescription.Member(name, wallets, "", Role.READER)))
        .write(root);
    Settings.at(root.resolve(FILE))
        .put("name", name)
        .put("wallets.host", wallets.host())
        .put("wallets.port", wallets.port())
        .put("metrics.host", metrics.host())
        .put("metrics.port", metrics.port())
        .keepAllBlocks()
        .write("where this reader listens, and how many of the last blocks it keeps");
  }

  /** The reader that lives in {@code root}. */
  public static ReaderFolder read(Path root) throws IOException {
    Settings settings = Settings.read(root.resolve(FILE));
    return new ReaderFolder(
        root,
        settings.get("name"),
        new Endpoint(settings.get("wallets.host"), settings.number("wallets.port")),
        new Endpoint(settings.get("metrics.host"), settings.number("metrics.port")));
  }

  /** How many blocks, counted from the last, are kept; all of them if nothing is said. */
  Optional<Long> blocksKept() throws IOException {
    return Settings.read(root.resolve(FILE)).blocksKept();
  }

  DirectoryHome home() throws IOException {
    return DirectoryHome.at(root);
  }

  /** The ledger it reads and the authority that certifies its operators. */
  NetworkDescription network() throws IOException {
    return NetworkDescription.read(root);
  }

  private Path tlsKey() {
    return root.resolve("secrets").resolve("tls.key");
  }

  private Path tlsCertificate() {
    return root.resolve("secrets").resolve("tls.crt");
  }

  TransportIdentity identity() throws IOException {
    return switch (IdentityFiles.identity(tlsKey(), tlsCertificate())) {
      case Outcome.Accepted<TransportIdentity>(var identity) -> identity;
      case Outcome.Refused<TransportIdentity>(var reason) ->
          throw new IOException(
              tlsKey() + ": " + reason.code() + " " + reason.sentence() + " " + reason.remedy());
    };
  }
}
