package org.specie.cli.purse;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;
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
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(lineMs);
    this.line =
        new MessageLine(
            new Bounded(socket, socket.getInputStream(), end), socket.getOutputStream());
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

  /** Reads until the line's time is over. */
  private static final class Bounded extends InputStream {
    private final Socket socket;
    private final InputStream in;
    private final long end;

    Bounded(Socket socket, InputStream in, long end) {
      this.socket = socket;
      this.in = in;
      this.end = end;
    }

    private void bound() throws IOException {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        throw new SocketTimeoutException("the time of this line is over");
      }
      socket.setSoTimeout(Math.toIntExact(left));
    }

    @Override
    public int read() throws IOException {
      bound();
      return in.read();
    }

    @Override
    public int read(byte[] to, int at, int length) throws IOException {
      bound();
      return in.read(to, at, length);
    }
  }
}
