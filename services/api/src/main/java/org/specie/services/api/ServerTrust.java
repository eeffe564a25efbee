package org.specie.services.api;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import org.specie.kernel.core.InvariantViolation;

/**
 * Whose certificates count when a service is asked over TLS. Source: docs/spec/40-service-api.md
 * 40.15.
 */
public final class ServerTrust {
  /** Read when somebody needs it, once. */
  private static final class OfTheJdk {
    static final ServerTrust TRUST = new ServerTrust(Optional.empty(), null);

    private OfTheJdk() {}
  }

  private final Optional<String> pem;
  private final SSLContext context;

  private ServerTrust(Optional<String> pem, @Nullable KeyStore authorities) {
    this.pem = pem;
    this.context = TlsContext.of(new KeyManager[0], new TrustManager[] {manager(authorities)});
  }

  /** The authorities that come with the JDK. */
  public static ServerTrust system() {
    return OfTheJdk.TRUST;
  }

  /** The certificates in {@code file}, PEM, and nobody else: an authority's, or a service's own. */
  public static ServerTrust read(Path file) throws IOException {
    String pem = CertificateFiles.text(file);
    List<X509Certificate> certificates = CertificateFiles.certificates(file, pem);
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      for (int i = 0; i < certificates.size(); i++) {
        store.setCertificateEntry("trusted " + i, certificates.get(i));
      }
      return new ServerTrust(Optional.of(pem), store);
    } catch (GeneralSecurityException e) {
      throw new InvariantViolation("certificates fit into a key store", e);
    }
  }

  private static X509ExtendedTrustManager manager(@Nullable KeyStore authorities) {
    try {
      TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
      factory.init(authorities);
      for (TrustManager each : factory.getTrustManagers()) {
        if (each instanceof X509ExtendedTrustManager manager) {
          return new InForce(manager);
        }
      }
    } catch (GeneralSecurityException e) {
      throw new InvariantViolation("this JDK examines certificates", e);
    }
    throw new InvariantViolation("this JDK examines certificates of X.509");
  }

  /** What it was read from; nothing if these are the authorities of the JDK. */
  public Optional<String> pem() {
    return pem;
  }

  SSLContext context() {
    return context;
  }

  static SSLParameters parameters() {
    SSLParameters parameters = new SSLParameters();
    parameters.setProtocols(new String[] {TlsContext.VERSION});
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    return parameters;
  }

  /**
   * TLS over {@code plain}, with {@code host} and nobody else at the other end.
   *
   * @throws javax.net.ssl.SSLException if it is somebody else, or cannot be told
   */
  public Socket over(Socket plain, String host) throws IOException {
    if (context.getSocketFactory().createSocket(plain, host, plain.getPort(), true)
        instanceof SSLSocket socket) {
      socket.setSSLParameters(parameters());
      socket.startHandshake();
      return socket;
    }
    throw new InvariantViolation("the factory of TLS sockets makes TLS sockets");
  }
}
