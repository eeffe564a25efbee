package org.specie.services.api;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.codec.Pem;
import org.specie.kernel.core.port.Clock;

/**
 * By what a service is recognised over TLS: its certificate, those that lead from it to an
 * authority, and its key. A secret. Source: docs/spec/40-service-api.md 40.13.
 */
public final class ServerCertificate {
  private static final int DNS_NAME = 2;
  private static final int IP_ADDRESS = 7;
  private static final String EVERYTHING_BELOW = "*.";
  private static final byte[] PROBE = {'s', 'p', 'e', 'c', 'i', 'e'};

  private final List<X509Certificate> chain;
  private final PrivateKey key;

  private ServerCertificate(List<X509Certificate> chain, PrivateKey key) {
    this.chain = List.copyOf(chain);
    this.key = key;
  }

  /**
   * Reads both from files of PEM.
   *
   * @param certificates the service's own first
   * @param keyFile one block {@code PRIVATE KEY}, which is PKCS #8 without a passphrase
   * @throws IOException if they are not there, are not that, or do not belong together
   */
  public static ServerCertificate read(Path certificates, Path keyFile) throws IOException {
    List<X509Certificate> chain =
        CertificateFiles.certificates(certificates, CertificateFiles.text(certificates));
    PublicKey shown = chain.getFirst().getPublicKey();
    Optional<byte[]> der = Pem.decode(Pem.PRIVATE_KEY, CertificateFiles.text(keyFile));
    if (der.isEmpty()) {
      throw new IOException(
          keyFile
              + " is no private key in PEM (PKCS #8, without a passphrase); make it one with"
              + " 'openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW'");
    }
    try {
      PrivateKey key =
          KeyFactory.getInstance(shown.getAlgorithm())
              .generatePrivate(new PKCS8EncodedKeySpec(der.get()));
      if (!belongTogether(key, shown)) {
        throw new IOException(keyFile + " is not the key of the certificate in " + certificates);
      }
      return new ServerCertificate(chain, key);
    } catch (GeneralSecurityException e) {
      throw new IOException(keyFile + " is not the key of the certificate in " + certificates, e);
    }
  }

  /** Whether a signature by one verifies under the other. */
  private static boolean belongTogether(PrivateKey key, PublicKey shown)
      throws GeneralSecurityException {
    Signature signature =
        Signature.getInstance(
            switch (shown.getAlgorithm()) {
              case "EC" -> "SHA256withECDSA";
              case "RSA" -> "SHA256withRSA";
              default -> shown.getAlgorithm();
            });
    signature.initSign(key);
    signature.update(PROBE);
    byte[] signed = signature.sign();
    signature.initVerify(shown);
    signature.update(PROBE);
    return signature.verify(signed);
  }

  /**
   * This one, if callers may take it for that of {@code host} now.
   *
   * @throws IOException if it is not in force by {@code clock}, or is somebody else's
   */
  public ServerCertificate requireFor(String host, Clock clock) throws IOException {
    X509Certificate own = chain.getFirst();
    try {
      own.checkValidity(Date.from(Instant.ofEpochSecond(clock.epochSeconds())));
    } catch (CertificateException e) {
      throw new IOException(
          "the certificate is in force from %s to %s only; get a new one"
              .formatted(own.getNotBefore().toInstant(), own.getNotAfter().toInstant()),
          e);
    }
    if (!isFor(host)) {
      throw new IOException(
          "the certificate does not name "
              + host
              + ", where the service listens; callers would refuse it");
    }
    return this;
  }

  private boolean isFor(String host) throws IOException {
    @Nullable Collection<List<?>> names;
    try {
      names = chain.getFirst().getSubjectAlternativeNames();
    } catch (CertificateParsingException e) {
      throw new IOException("the certificate's names cannot be read", e);
    }
    return names != null && names.stream().anyMatch(each -> isFor(host, each));
  }

  private static boolean isFor(String host, List<?> name) {
    if (!(name.get(1) instanceof String text)) {
      return false;
    }
    return switch (name.get(0)) {
      case Integer kind when kind == DNS_NAME ->
          isName(host.toLowerCase(Locale.ROOT), text.toLowerCase(Locale.ROOT));
      case Integer kind when kind == IP_ADDRESS -> isAddress(host, text);
      default -> false;
    };
  }

  /** RFC 9525, 6.3: a star stands for the first label, whole. */
  private static boolean isName(String host, String pattern) {
    if (!pattern.startsWith(EVERYTHING_BELOW)) {
      return pattern.equals(host);
    }
    int dot = host.indexOf('.');
    return dot > 0 && host.substring(dot).equals(pattern.substring(1));
  }

  private static boolean isAddress(String host, String text) {
    try {
      return InetAddress.ofLiteral(host).equals(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  /** What a server shakes hands with. */
  SSLContext context() {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      char[] none = new char[0];
      store.setKeyEntry("service", key, none, chain.toArray(new X509Certificate[0]));
      KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
      keys.init(store, none);
      KeyManager[] managers = keys.getKeyManagers();
      return TlsContext.of(managers, new TrustManager[0]);
    } catch (GeneralSecurityException | IOException e) {
      throw new InvariantViolation("a key and its certificate fit into a key store", e);
    }
  }

  @Override
  public String toString() {
    return "ServerCertificate[" + chain.getFirst().getSubjectX500Principal() + ", key secret]";
  }
}
