package org.specie.offline.purse.transport;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;

/** What a connection brings until its time is over, which no trickle of bytes extends. */
public final class BoundedInput extends InputStream {
  private final Socket socket;
  private final InputStream in;
  private final long end;

  private BoundedInput(Socket socket, InputStream in, long end) {
    this.socket = socket;
    this.in = in;
    this.end = end;
  }

  /** Reads from {@code socket} for so long from now on. */
  public static BoundedInput of(Socket socket, int timeMs) throws IOException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeMs);
    return new BoundedInput(socket, socket.getInputStream(), end);
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
