package org.specie.ledger.transport.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.specie.kernel.core.InvariantViolation;
import org.specie.ledger.transport.Outcome;
import org.specie.ledger.transport.TransportReason;
import org.specie.ledger.transport.identity.PeerCertificate;
import org.specie.ledger.transport.identity.Role;
import org.specie.ledger.transport.identity.TransportIdentity;
import org.specie.ledger.transport.identity.Trust;

/**
 * One party's side of TLS 1.3. The certificate of the other side is examined twice: in the
 * handshake, and once more from the session after it, because a resumed session skips the first.
 * Blocking; the caller closes the plain socket when a deadline passes, which ends the handshake.
 */
public final class TlsEndpoint {
  private static final String VERSION = "TLSv1.3";

  private static final String[] SUITES = {
    "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"
  };

  private static final String[] GROUPS = {"x25519", "secp256r1"};

  /** First byte and first version byte of every TLS record that can open a handshake. */
  private static final int HANDSHAKE_RECORD = 0x16;

  private static final int MAJOR_VERSION = 0x03;

  private final Trust trust;
  private final Set<Role> dialers;
  private final Set<Role> servers;
  private final AtomicReference<SSLContext> context;

  /**
   * An endpoint that trusts {@code trust}, shows {@code identity}, and lets in holders of
   * certificates for {@code dialers}.
   */
  public TlsEndpoint(Trust trust, Optional<TransportIdentity> identity, Set<Role> dialers) {
    this(trust, identity, dialers, Set.of(Role.OPERATOR));
  }

  /** The same, and dials whoever serves with a certificate for {@code servers}. */
  public TlsEndpoint(
      Trust trust, Optional<TransportIdentity> identity, Set<Role> dialers, Set<Role> servers) {
    this.trust = trust;
    this.dialers = Set.copyOf(dialers);
    this.servers = Set.copyOf(servers);
    this.context = new AtomicReference<>(newContext(identity));
  }

  /** Shows {@code identity} from the next handshake on. */
  public void show(TransportIdentity identity) {
    context.set(newContext(Optional.of(identity)));
  }

  /** Who decides about certificates here. */
  public Trust trust() {
    return trust;
  }

  private SSLContext newContext(Optional<TransportIdentity> identity) {
    try {
      SSLContext fresh = SSLContext.getInstance(VERSION);
      KeyManager[] keys =
          identity.map(TransportIdentity::keyManagers).orElseGet(() -> new KeyManager[0]);
      fresh.init(keys, new TrustManager[] {new CertificateCheck(trust, dialers, servers)}, null);
      rememberNothing(fresh.getServerSessionContext());
      rememberNothing(fresh.getClientSessionContext());
      return fresh;
    } catch (GeneralSecurityException e) {
      throw new InvariantViolation("this JDK has TLS 1.3", e);
    }
  }

  /** The JDK would keep 20,480 sessions a day long: memory that strangers could fill. */
  private static void rememberNothing(SSLSessionContext sessions) {
    sessions.setSessionCacheSize(1);
    sessions.setSessionTimeout(1);
  }

  /** Shakes hands with whoever connected over {@code plain}. */
  public Outcome<TlsSession> accept(Socket plain) {
    try {
      InputStream in = plain.getInputStream();
      int first = in.read();
      int second = first == HANDSHAKE_RECORD ? in.read() : first;
      if (first < 0 || second < 0) {
        return Outcome.refused(TransportReason.BROKEN);
      }
      if (first != HANDSHAKE_RECORD || second != MAJOR_VERSION) {
        return Outcome.refused(TransportReason.NOT_TLS);
      }
      InputStream consumed = new ByteArrayInputStream(new byte[] {(byte) first, (byte) second});
      if (context.get().getSocketFactory().createSocket(plain, consumed, true)
          instanceof SSLSocket socket) {
        SSLParameters parameters = parameters();
        parameters.setWantClientAuth(!dialers.isEmpty());
        socket.setSSLParameters(parameters);
        return shakeHands(socket, TransportReason.BROKEN);
      }
      throw new InvariantViolation("the factory of TLS sockets makes TLS sockets");
    } catch (IOException e) {
      return Outcome.refused(TransportReason.BROKEN);
    }
  }

  /** Shakes hands with the operator that {@code plain} is connected to. */
  public Outcome<TlsSession> dial(Socket plain) {
    try {
      // No host name: the other side is recognised by its certificate.
      if (context.get().getSocketFactory().createSocket(plain, "", plain.getPort(), true)
          instanceof SSLSocket socket) {
        socket.setUseClientMode(true);
        socket.setSSLParameters(parameters());
        // Who refuses this side's certificate may close before its alert is read.
        return shakeHands(socket, TransportReason.HANDSHAKE_FAILED);
      }
      throw new InvariantViolation("the factory of TLS sockets makes TLS sockets");
    } catch (IOException e) {
      return Outcome.refused(TransportReason.BROKEN);
    }
  }

  private static SSLParameters parameters() {
    SSLParameters parameters = new SSLParameters(SUITES, new String[] {VERSION});
    parameters.setNamedGroups(GROUPS);
    parameters.setUseCipherSuitesOrder(true);
    return parameters;
  }

  private Outcome<TlsSession> shakeHands(SSLSocket socket, TransportReason brokenOff) {
    try {
      socket.startHandshake();
      Outcome<Optional<PeerCertificate>> shown = shown(socket);
      socket.getSession().invalidate();
      return switch (shown) {
        case Outcome.Refused<Optional<PeerCertificate>>(var reason) -> Outcome.refused(reason);
        case Outcome.Accepted<Optional<PeerCertificate>>(var certificate) ->
            Outcome.accepted(
                new TlsSession(socket.getInputStream(), socket.getOutputStream(), certificate));
      };
    } catch (SSLException e) {
      return Outcome.refused(CertificateRefused.behind(e).orElse(TransportReason.HANDSHAKE_FAILED));
    } catch (IOException e) {
      return Outcome.refused(brokenOff);
    }
  }

  private Outcome<Optional<PeerCertificate>> shown(SSLSocket socket) {
    Certificate[] chain;
    try {
      chain = socket.getSession().getPeerCertificates();
    } catch (SSLPeerUnverifiedException e) {
      return Outcome.accepted(Optional.empty());
    }
    if (chain.length == 0 || !(chain[0] instanceof X509Certificate shown)) {
      return Outcome.refused(TransportReason.CERTIFICATE_UNTRUSTED);
    }
    return switch (trust.examine(shown)) {
      case Outcome.Refused<PeerCertificate>(var reason) -> Outcome.refused(reason);
      case Outcome.Accepted<PeerCertificate>(var certificate) ->
          Outcome.accepted(Optional.of(certificate));
    };
  }
}
