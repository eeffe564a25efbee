package org.specie.cli.psp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Somebody on a line: hears all that goes by, and does to it what it likes. */
final class Middle implements AutoCloseable {
  private static final int CHUNK = 16 << 10;

  /** What is done to a piece of what goes by; an empty one ends the connection. */
  @FunctionalInterface
  interface Meddling {
    byte[] with(byte[] piece);
  }

  /** Passes everything on as it is. */
  static final Meddling NONE = piece -> piece;

  private final ServerSocket listening;
  private final int port;
  private final InetAddress from;
  private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
  private final AtomicInteger meddled = new AtomicInteger();
  private final AtomicInteger connections = new AtomicInteger();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private volatile Meddling towards = NONE;
  private volatile Meddling back = NONE;

  /** Between whoever connects here and {@code port} of this machine. */
  Middle(int port) throws IOException {
    this(port, InetAddress.getLoopbackAddress());
  }

  /** The same, where whoever is called sees the address {@code from}. */
  Middle(int port, InetAddress from) throws IOException {
    this.from = from;
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
        connections.incrementAndGet();
        threads.execute(() -> serve(caller));
      }
    } catch (IOException _) {
      // Closed: nobody connects any more.
    }
  }

  private void serve(Socket caller) {
    try (caller;
        Socket called = new Socket()) {
      called.bind(new InetSocketAddress(from, 0));
      called.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      caller.setTcpNoDelay(true);
      called.setTcpNoDelay(true);
      // Whichever way ends first closes both sockets, and so ends the other.
      var _ = threads.submit(() -> pass(caller, called, true));
      pass(called, caller, false);
    } catch (IOException _) {
      // One side has gone, or never was there; so the other is let go.
    }
  }

  private boolean pass(Socket from, Socket to, boolean isTowards) throws IOException {
    byte[] buffer = new byte[CHUNK];
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      int count = in.read(buffer);
      while (count >= 0) {
        byte[] piece = Arrays.copyOf(buffer, count);
        synchronized (heard) {
          heard.write(piece);
        }
        byte[] passed = (isTowards ? towards : back).with(piece);
        if (!Arrays.equals(passed, piece)) {
          meddled.incrementAndGet();
        }
        if (passed.length == 0) {
          return false;
        }
        out.write(passed);
        count = in.read(buffer);
      }
      return true;
    }
  }

  /** How often somebody connected. */
  int connections() {
    return connections.get();
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

  /** Meddles with what goes by from now on, each way. */
  void meddle(Meddling there, Meddling andBack) {
    towards = there;
    back = andBack;
  }

  /** How many pieces were changed. */
  int meddled() {
    return meddled.get();
  }

  @Override
  public void close() throws IOException {
    listening.close();
    threads.shutdownNow();
  }
}
