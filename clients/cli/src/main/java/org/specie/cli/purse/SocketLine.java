package org.specie.cli.purse;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.specie.offline.purse.transport.BoundedInput;
import org.specie.offline.purse.transport.MessageLine;

/**
 * A TCP connection on which one payment is made, within a time that no trickle of bytes extends.
 */
public final class SocketLine implements AutoCloseable {
  /** How long one payment may take. */
  public static final int LINE_MS = 15_000;

  private final Socket socket;
  private final MessageLine line;

  private SocketLine(Socket socket, int lineMs) throws IOException {
    this.socket = socket;
    this.line = new MessageLine(BoundedInput.of(socket, lineMs), socket.getOutputStream());
  }

  /** Takes over a connection; the caller closes the line. */
  public static SocketLine over(Socket socket, int lineMs) throws IOException {
    return new SocketLine(socket, lineMs);
  }

  /** Calls whoever listens at {@code to}. */
  static SocketLine to(InetSocketAddress to, int lineMs) throws IOException {
    Socket socket = new Socket();
    boolean isOpen = false;
    try {
      socket.connect(to, lineMs);
      SocketLine line = new SocketLine(socket, lineMs);
      isOpen = true;
      return line;
    } finally {
      if (!isOpen) {
        socket.close();
      }
    }
  }

  public MessageLine messages() {
    return line;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
