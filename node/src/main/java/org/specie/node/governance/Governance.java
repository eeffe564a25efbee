package org.specie.node.governance;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.core.port.Entropy;
import org.specie.ledger.transport.Outcome;
import org.specie.ledger.transport.TransportReason;
import org.specie.ledger.transport.identity.AuthorityCertificate;
import org.specie.ledger.transport.identity.CertificateAuthority;
import org.specie.ledger.transport.identity.IdentityFiles;
import org.specie.ledger.transport.identity.PeerCertificate;
import org.specie.ledger.transport.identity.PeerName;
import org.specie.ledger.transport.identity.RevocationList;
import org.specie.ledger.transport.identity.Role;
import org.specie.ledger.transport.identity.TransportIdentity;
import org.specie.ledger.transport.identity.Validity;

/**
 * The folder of the governance authority, which belongs on a machine that is off line: its key, a
 * copy of every certificate it has issued, and the list of those it has revoked.
 */
public final class Governance {
  /** The folder beside the replicas of a network that was founded on one machine. */
  public static final String FOLDER = "governance";

  /** For how long operators are certified. */
  public static final int OPERATOR_DAYS = 825;

  private static final String KEY = "authority.key";
  private static final String CERTIFICATE = "authority.crt";
  private static final String ISSUED = "issued";
  private static final int AUTHORITY_DAYS = 3650;
  private static final int HEX = 16;

  private final Path folder;
  private final CertificateAuthority authority;
  private final Clock clock;

  private Governance(Path folder, CertificateAuthority authority, Clock clock) {
    this.folder = folder;
    this.authority = authority;
    this.clock = clock;
  }

  /** Founds the authority of {@code scope} in {@code folder}. */
  public static Governance found(Path folder, String scope, Clock clock, Entropy entropy)
      throws IOException {
    Files.createDirectories(folder.resolve(ISSUED));
    CertificateAuthority authority =
        CertificateAuthority.found(scope, Validity.days(clock, AUTHORITY_DAYS), entropy);
    IdentityFiles.write(authority, folder.resolve(KEY), folder.resolve(CERTIFICATE));
    return new Governance(folder, authority, clock);
  }

  /** The authority in {@code folder}. */
  public static Governance open(Path folder, Clock clock, Entropy entropy) throws IOException {
    if (!Files.isRegularFile(folder.resolve(KEY))) {
      throw new IOException(
          "the governance authority's key is not in "
              + folder
              + "; bring its folder from where it is kept");
    }
    CertificateAuthority authority =
        require(
            folder,
            IdentityFiles.authority(folder.resolve(KEY), folder.resolve(CERTIFICATE), entropy));
    return new Governance(folder, authority, clock);
  }

  private static <T> T require(Path file, Outcome<T> outcome) throws IOException {
    return switch (outcome) {
      case Outcome.Accepted<T>(T value) -> value;
      case Outcome.Refused<T>(TransportReason reason) ->
          throw new IOException(
              file + ": " + reason.code() + " " + reason.sentence() + " " + reason.remedy());
    };
  }

  /** What everybody pins. */
  public AuthorityCertificate certificate() {
    return authority.certificate();
  }

  /** A fresh key with a certificate that says it is {@code name}'s in {@code role}. */
  public TransportIdentity enrol(Role role, PeerName name, int days) throws IOException {
    TransportIdentity identity = authority.enrol(role, name, Validity.days(clock, days));
    Path issued = Files.createDirectories(folder.resolve(ISSUED));
    IdentityFiles.writeCertificate(
        identity.certificate(), issued.resolve(identity.fields().serial().toString(HEX) + ".crt"));
    return identity;
  }

  /** A certificate that says that {@code key}, which its holder keeps, is {@code name}'s. */
  public X509Certificate certify(PublicKey key, Role role, PeerName name, int days)
      throws IOException {
    X509Certificate certificate = authority.issue(key, role, name, Validity.days(clock, days));
    Path issued = Files.createDirectories(folder.resolve(ISSUED));
    IdentityFiles.writeCertificate(
        certificate, issued.resolve(certificate.getSerialNumber().toString(HEX) + ".crt"));
    return certificate;
  }

  /** Every certificate that was issued and is not revoked, whether it has expired or not. */
  public List<PeerCertificate> issued() throws IOException {
    Optional<RevocationList> revoked = revoked();
    List<PeerCertificate> issued = new ArrayList<>();
    if (Files.isDirectory(folder.resolve(ISSUED))) {
      List<Path> files;
      try (Stream<Path> paths = Files.list(folder.resolve(ISSUED))) {
        files = paths.sorted().toList();
      }
      for (Path file : files) {
        PeerCertificate certificate = require(file, IdentityFiles.peerCertificate(file));
        if (revoked.filter(list -> list.revokes(certificate.serial())).isEmpty()) {
          issued.add(certificate);
        }
      }
    }
    return issued;
  }

  /** The last list that was made, if any was. */
  public Optional<RevocationList> revoked() throws IOException {
    Path file = folder.resolve(Revocations.FILE);
    return Files.isRegularFile(file)
        ? Optional.of(require(file, IdentityFiles.revocations(file, authority.certificate())))
        : Optional.empty();
  }

  /** Puts {@code serials} on the list, for good, and keeps it here; others have to be given it. */
  public RevocationList revoke(List<BigInteger> serials) throws IOException {
    RevocationList list = authority.revoke(revoked(), serials, clock);
    IdentityFiles.write(list, folder.resolve(Revocations.FILE));
    return list;
  }
}
