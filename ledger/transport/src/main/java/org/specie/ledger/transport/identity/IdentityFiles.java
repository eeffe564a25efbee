package org.specie.ledger.transport.identity;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.codec.Pem;
import org.specie.kernel.core.port.Entropy;
import org.specie.ledger.transport.Outcome;
import org.specie.ledger.transport.TransportReason;

/**
 * Certificates, keys and revocation lists in PEM files that other tools read as well. Keys are
 * readable by their owner alone, and are refused when they are not. Each file is replaced whole.
 * Source: docs/spec/24-transport.md, 1.6.
 */
public final class IdentityFiles {
  private static final String OWNER_ONLY = "rw-------";
  private static final String PUBLIC = "rw-r--r--";
  private static final int FILE_BYTES_MAX = 2 * RevocationList.BYTES_MAX;

  private static final Set<PosixFilePermission> OF_OTHERS =
      EnumSet.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  private IdentityFiles() {}

  /** Writes the key and the certificate of {@code identity}. */
  public static void write(TransportIdentity identity, Path keyFile, Path certificateFile)
      throws IOException {
    write(keyFile, OWNER_ONLY, Pem.PRIVATE_KEY, identity.privateKey().getEncoded());
    writeCertificate(identity.certificate(), certificateFile);
  }

  /** Writes a key that waits for its certificate. */
  public static void writeKey(TransportKey key, Path file) throws IOException {
    write(file, OWNER_ONLY, Pem.PRIVATE_KEY, key.privateKey().getEncoded());
  }

  /** Writes the key and the certificate of the governance authority. */
  public static void write(CertificateAuthority authority, Path keyFile, Path certificateFile)
      throws IOException {
    write(keyFile, OWNER_ONLY, Pem.PRIVATE_KEY, authority.privateKey().getEncoded());
    writeCertificate(authority.certificate().certificate(), certificateFile);
  }

  /** Writes a certificate. */
  public static void writeCertificate(X509Certificate certificate, Path file) throws IOException {
    try {
      write(file, PUBLIC, Pem.CERTIFICATE, certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new InvariantViolation("a certificate encodes", e);
    }
  }

  /** Writes a revocation list. */
  public static void write(RevocationList list, Path file) throws IOException {
    write(file, PUBLIC, Pem.REVOCATIONS, list.der().toByteArray());
  }

  /** Reads an identity; the two files must belong together. */
  public static Outcome<TransportIdentity> identity(Path keyFile, Path certificateFile)
      throws IOException {
    return switch (key(keyFile)) {
      case Outcome.Refused<PrivateKey>(var reason) -> Outcome.refused(reason);
      case Outcome.Accepted<PrivateKey>(var key) ->
          switch (certificate(certificateFile)) {
            case Outcome.Refused<X509Certificate>(var reason) -> Outcome.refused(reason);
            case Outcome.Accepted<X509Certificate>(var certificate) ->
                TransportIdentity.of(key, certificate);
          };
    };
  }

  /** Reads the governance authority with its key. */
  public static Outcome<CertificateAuthority> authority(
      Path keyFile, Path certificateFile, Entropy entropy) throws IOException {
    return switch (key(keyFile)) {
      case Outcome.Refused<PrivateKey>(var reason) -> Outcome.refused(reason);
      case Outcome.Accepted<PrivateKey>(var key) ->
          switch (certificate(certificateFile)) {
            case Outcome.Refused<X509Certificate>(var reason) -> Outcome.refused(reason);
            case Outcome.Accepted<X509Certificate>(var certificate) ->
                CertificateAuthority.of(key, certificate, entropy);
          };
    };
  }

  /** Reads the root to be pinned. */
  public static Outcome<AuthorityCertificate> authorityCertificate(Path file) throws IOException {
    return switch (certificate(file)) {
      case Outcome.Refused<X509Certificate>(var reason) -> Outcome.refused(reason);
      case Outcome.Accepted<X509Certificate>(var certificate) ->
          AuthorityCertificate.of(certificate);
    };
  }

  /** What the certificate in {@code file} says; nothing is verified. */
  public static Outcome<PeerCertificate> peerCertificate(Path file) throws IOException {
    return switch (certificate(file)) {
      case Outcome.Refused<X509Certificate>(var reason) -> Outcome.refused(reason);
      case Outcome.Accepted<X509Certificate>(var certificate) ->
          CertificateFields.read(certificate)
              .<Outcome<PeerCertificate>>map(Outcome::accepted)
              .orElseGet(() -> Outcome.refused(TransportReason.FILE_MALFORMED));
    };
  }

  /** Reads a revocation list that {@code authority} signed. */
  public static Outcome<RevocationList> revocations(Path file, AuthorityCertificate authority)
      throws IOException {
    return block(file, Pem.REVOCATIONS)
        .map(der -> RevocationList.read(ByteString.copyOf(der), authority))
        .orElseGet(() -> Outcome.refused(TransportReason.FILE_MALFORMED));
  }

  private static Outcome<PrivateKey> key(Path file) throws IOException {
    @Nullable PosixFileAttributeView view =
        Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (view != null
        && view.readAttributes().permissions().stream().anyMatch(OF_OTHERS::contains)) {
      return Outcome.refused(TransportReason.KEY_FILE_OPEN_TO_OTHERS);
    }
    Optional<byte[]> der = block(file, Pem.PRIVATE_KEY);
    if (der.isEmpty()) {
      return Outcome.refused(TransportReason.FILE_MALFORMED);
    }
    try {
      KeyFactory factory = KeyFactory.getInstance(P256.KEY_ALGORITHM);
      return Outcome.accepted(factory.generatePrivate(new PKCS8EncodedKeySpec(der.get())));
    } catch (GeneralSecurityException e) {
      return Outcome.refused(TransportReason.FILE_MALFORMED);
    }
  }

  private static Outcome<X509Certificate> certificate(Path file) throws IOException {
    Optional<byte[]> der = block(file, Pem.CERTIFICATE);
    return der.isEmpty()
        ? Outcome.refused(TransportReason.FILE_MALFORMED)
        : certificate(ByteString.copyOf(der.get()));
  }

  /** Reads a certificate from its DER encoding; nothing is verified. */
  public static Outcome<X509Certificate> certificate(ByteString der) {
    if (der.size() > CertificateFields.BYTES_MAX) {
      return Outcome.refused(TransportReason.FILE_MALFORMED);
    }
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      return factory.generateCertificate(new ByteArrayInputStream(der.toByteArray()))
              instanceof X509Certificate certificate
          ? Outcome.accepted(certificate)
          : Outcome.refused(TransportReason.FILE_MALFORMED);
    } catch (CertificateException e) {
      return Outcome.refused(TransportReason.FILE_MALFORMED);
    }
  }

  private static Optional<byte[]> block(Path file, String label) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(FILE_BYTES_MAX + 1);
      return bytes.length > FILE_BYTES_MAX
          ? Optional.empty()
          : Pem.decode(label, new String(bytes, StandardCharsets.ISO_8859_1));
    }
  }

  private static void write(Path file, String mode, String label, byte[] der) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    var permissions = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode));
    Set<StandardOpenOption> options =
        EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    try (FileChannel channel =
        posix ? FileChannel.open(fresh, options, permissions) : FileChannel.open(fresh, options)) {
      ByteBuffer text = ByteBuffer.wrap(Pem.encode(label, der).getBytes(StandardCharsets.US_ASCII));
      while (text.hasRemaining()) {
        channel.write(text);
      }
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
