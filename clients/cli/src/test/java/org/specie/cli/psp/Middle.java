package org.specie.cli.psp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Somebody on a line who hears all that goes by. */
final class Middle implements AutoCloseable {
  private static final int CHUNK = 16 << 10;

  private final ServerSocket listening;
  private final int port;
  private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /** Between whoever connects here and {@code port} of this machine. */
  Middle(int port) throws IOException {
    this.listening = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
    this.port = port;
    threads.execute(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket caller = listening.accept();
        threads.execute(() -> serve(caller));
      }
    } catch (IOException _) {
      // Closed: nobody connects any more.
    }
  }

  private void serve(Socket caller) {
    try (caller;
        Socket called = new Socket()) {
      called.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      caller.setTcpNoDelay(true);
      called.setTcpNoDelay(true);
      // Whichever way ends first closes both sockets, and so ends the other.
      var _ = threads.submit(() -> pass(caller, called));
      pass(called, caller);
    } catch (IOException _) {
      // One side has gone, or never was there; so the other is let go.
    }
  }

  private boolean pass(Socket from, Socket to) throws IOException {
    byte[] buffer = new byte[CHUNK];
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      int count = in.read(buffer);
      while (count >= 0) {
        synchronized (heard) {
          heard.write(buffer, 0, count);
        }
        out.write(buffer, 0, count);
        count = in.read(buffer);
      }
      return true;
    }
  }

  /** Everything that went by since {@link #forget}. */
  byte[] heard() {
    synchronized (heard) {
      return heard.toByteArray();
    }
  }

  void forget() {
    synchronized (heard) {
      heard.reset();
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    threads.shutdownNow();
  }
}
