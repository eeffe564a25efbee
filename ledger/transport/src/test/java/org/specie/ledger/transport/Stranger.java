package org.specie.ledger.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Optional;
import java.util.Set;
import org.specie.kernel.core.ByteString;
import org.specie.ledger.transport.identity.TransportIdentity;
import org.specie.ledger.transport.identity.Trust;
import org.specie.ledger.transport.tls.TlsEndpoint;
import org.specie.ledger.transport.tls.TlsSession;

/** Somebody who connects and then does as they like: beneath TLS, or inside of it. */
public final class Stranger implements AutoCloseable {
  private static final int GREETING = 8;

  /** The plain connection. */
  public final Socket plain;

  private Stranger(Socket plain) {
    this.plain = plain;
  }

  /** Connects, and says nothing yet. */
  public static Stranger connect(int port) throws IOException {
    return new Stranger(new Socket(InetAddress.getLoopbackAddress(), port));
  }

  /** A side of TLS without a certificate; expensive to make, so it is made once. */
  public static TlsEndpoint anonymous(Trust trust) {
    return new TlsEndpoint(trust, Optional.empty(), Set.of());
  }

  /** A side of TLS that shows {@code identity}, whoever asks. */
  public static TlsEndpoint as(TransportIdentity identity, Trust trust) {
    return new TlsEndpoint(trust, Optional.of(identity), Set.of());
  }

  /** Shakes hands. */
  public Outcome<TlsSession> handshake(TlsEndpoint tls) {
    return tls.dial(plain);
  }

  /** Shakes hands and reads the greeting. */
  public TlsSession enter(TlsEndpoint tls) throws IOException {
    TlsSession session = Parties.accepted(handshake(tls));
    session.in().readNBytes(GREETING);
    return session;
  }

  /** Sends bytes beneath TLS. */
  public void sendPlain(ByteString bytes) throws IOException {
    OutputStream out = plain.getOutputStream();
    out.write(bytes.toByteArray());
    out.flush();
  }

  /** Reads until the other side closes, in whatever way. */
  public void awaitClosed() {
    try (InputStream in = plain.getInputStream()) {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // Reset: closed as well.
      return;
    }
  }

  @Override
  public void close() throws IOException {
    hangUp();
  }

  /** Closes with a reset, which leaves nothing behind in the operating system. */
  public void hangUp() throws IOException {
    if (!plain.isClosed()) {
      plain.setSoLinger(true, 0);
    }
    plain.close();
  }
}
