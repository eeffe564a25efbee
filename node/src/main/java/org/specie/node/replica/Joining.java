package org.specie.node.replica;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.util.Optional;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.core.port.Entropy;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.api.certificate.OperatorKey;
import org.specie.ledger.transport.Endpoint;
import org.specie.ledger.transport.Outcome;
import org.specie.ledger.transport.identity.IdentityFiles;
import org.specie.ledger.transport.identity.PeerName;
import org.specie.ledger.transport.identity.TransportIdentity;
import org.specie.ledger.transport.identity.TransportKey;
import org.specie.ledger.transport.identity.Trust;
import org.specie.node.Operators;

/**
 * What an operator does on its own machine to get a seat, or to change its key: makes the folder of
 * its replica and the keys in it, which never leave it, and the {@link Candidacy} that does.
 * Source: docs/spec/27-membership.md, section 9.
 */
public final class Joining {
  /** In its own folder an operator is the only one. */
  private static final int OWN = 1;

  private final Entropy entropy;

  public Joining(Entropy entropy) {
    this.entropy = entropy;
  }

  /** Where a new replica is to listen. */
  public record Places(Endpoint operators, Endpoint wallets, Endpoint metrics) {}

  /**
   * Makes the folder of a replica that has never run.
   *
   * @param contacts the operators to ask for the ledger
   */
  public Candidacy init(
      Path root, NetworkDescription network, OperatorSet contacts, String name, Places places)
      throws IOException {
    if (Files.exists(root) && !isEmpty(root)) {
      throw new IOException(root + " is not empty; a replica begins in a new folder");
    }
    if (!PeerName.isName(name)) {
      throw new IOException("an operator's name has 1 to 64 bytes");
    }
    Files.createDirectories(root);
    ReplicaFolder folder =
        new ReplicaFolder(root, OWN, name, places.operators(), places.wallets(), places.metrics());
    OperatorKey key = Operators.foundBlockKey(folder.home(), OWN, entropy);
    Operators.foundShareSecret(folder.home(), OWN, entropy);
    TransportKey transport = TransportKey.generate();
    IdentityFiles.writeKey(transport, folder.tlsKey());
    folder.keepContacts(contacts);
    Candidacy candidacy =
        Candidacy.of(
            network.genesis().ledgerId(),
            name,
            folder.operators(),
            folder.wallets(),
            key,
            transport.publicKey(),
            Optional.empty());
    key.destroy();
    candidacy.write(root.resolve(Candidacy.FILE));
    Replica.prepare(folder, network.genesis());
    folder.write(network.genesis(), network.authority());
    return candidacy;
  }

  private static boolean isEmpty(Path root) throws IOException {
    try (var inside = Files.list(root)) {
      return inside.findAny().isEmpty();
    }
  }

  /**
   * Makes another consensus key for the replica in {@code folder}. The one in force stays until the
   * committee has decided and the change is in force; a running replica learns of the new one when
   * it is started again.
   */
  public Candidacy rotate(ReplicaFolder folder) throws IOException {
    TransportIdentity identity = folder.identity();
    OperatorKey key = Operators.foundNextBlockKey(folder.home(), folder.index(), entropy);
    Candidacy candidacy =
        Candidacy.of(
            folder.genesis().ledgerId(),
            folder.name(),
            folder.operators(),
            folder.wallets(),
            key,
            identity.certificate().getPublicKey(),
            Optional.of(identity.certificate()));
    key.destroy();
    candidacy.write(folder.root().resolve(Candidacy.FILE));
    return candidacy;
  }

  /** Puts the certificate of {@code candidacy} into the folder whose key it is for. */
  public static Verdict install(ReplicaFolder folder, Candidacy candidacy, Clock clock)
      throws IOException {
    Trust trust = new Trust(folder.authority(), clock);
    Verdict verdict = candidacy.examine(folder.genesis().ledgerId(), trust);
    boolean isOwn = candidacy.name().equals(folder.name());
    if (!verdict.isAccepted() || !isOwn) {
      return isOwn ? verdict : Verdict.refused(CandidacyReason.CERTIFICATE);
    }
    Path fresh = folder.tlsCertificate().resolveSibling("tls.crt.fresh");
    if (IdentityFiles.certificate(candidacy.certificate())
        instanceof Outcome.Accepted<X509Certificate>(var certificate)) {
      IdentityFiles.writeCertificate(certificate, fresh);
    }
    boolean fits =
        IdentityFiles.identity(folder.tlsKey(), fresh)
            instanceof Outcome.Accepted<TransportIdentity>;
    if (fits) {
      Files.move(
          fresh,
          folder.tlsCertificate(),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
      return Verdict.accepted();
    }
    Files.deleteIfExists(fresh);
    return Verdict.refused(CandidacyReason.CERTIFICATE);
  }
}
