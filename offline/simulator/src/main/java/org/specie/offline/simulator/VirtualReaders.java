package org.specie.offline.simulator;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A PC/SC service with a reader of two slots that {@link VirtualSlot} puts cards into: pcscd with
 * the driver vpcd. The service is the machine's: there is one at a time, and it needs root. The
 * driver listens on every interface, so this is for machines that nobody else reaches, and short.
 */
public final class VirtualReaders implements Closeable {
  private static final Path SERVICE = Path.of("/usr/sbin/pcscd");
  private static final Path DRIVER = Path.of("/usr/lib/pcsc/drivers/serial/libifdvpcd.so");
  private static final Path RUN = Path.of("/run");
  private static final Path SOCKET = Path.of("/run/pcscd/pcscd.comm");
  private static final String LOG = "pcscd.log";
  private static final int SLOTS = 2;
  private static final int STARTS_MAX = 3;
  private static final int PORTS_TRIED_MAX = 100;
  private static final long PATIENCE_SECONDS = 30;
  private static final long LOOK_MS = 20;

  private final Process service;
  private final int firstPort;

  private VirtualReaders(Process service, int firstPort) {
    this.service = service;
    this.firstPort = firstPort;
  }

  /** What this machine lacks for it; nothing if it lacks nothing. */
  public static Optional<String> lack() {
    if (!Files.isExecutable(SERVICE)) {
      return Optional.of("the PC/SC service (Debian: pcscd)");
    }
    if (!Files.exists(DRIVER)) {
      return Optional.of("the driver for virtual readers (Debian: vsmartcard-vpcd)");
    }
    if (!Files.isWritable(RUN)) {
      return Optional.of("the right to start a PC/SC service");
    }
    return answers() ? Optional.of("a place: a PC/SC service runs already") : Optional.empty();
  }

  /**
   * Starts the service; its settings and its log lie in {@code folder}. Nothing where another one
   * was started in the same moment.
   */
  public static Optional<VirtualReaders> start(Path folder) throws IOException {
    for (int i = 0; i < STARTS_MAX; i++) {
      VirtualReaders readers = begun(folder);
      if (readers.isReady()) {
        return Optional.of(readers);
      }
      readers.close();
      if (answers()) {
        return Optional.empty();
      }
    }
    throw new IOException("pcscd did not start; see " + folder.resolve(LOG));
  }

  private static VirtualReaders begun(Path folder) throws IOException {
    int port = adjacentPorts();
    Path settings = Files.createDirectories(folder.resolve("readers"));
    Files.writeString(
        settings.resolve("virtual"),
        """
        FRIENDLYNAME "Virtual reader"
        DEVICENAME /dev/null:0x%X
        LIBPATH %s
        CHANNELID 0x%X
        """
            .formatted(port, DRIVER, port));
    Process service =
        new ProcessBuilder(SERVICE.toString(), "--foreground", "--config", settings.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(LOG).toFile())
            .start();
    return new VirtualReaders(service, port);
  }

  /** Waits until the service answers; not if it ended, or if somebody took its ports before it. */
  private boolean isReady() throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!answers()) {
      if (!service.isAlive() || System.nanoTime() > end) {
        return false;
      }
      pause();
    }
    return service.isAlive() && slots().stream().noneMatch(VirtualReaders::isFree);
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(port));
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  /** The ports on which the slots wait for cards. */
  public List<Integer> slots() {
    return List.of(firstPort, firstPort + 1);
  }

  private static int adjacentPorts() throws IOException {
    for (int i = 0; i < PORTS_TRIED_MAX; i++) {
      try (ServerSocket first = new ServerSocket(0);
          ServerSocket next = new ServerSocket()) {
        next.bind(new InetSocketAddress(first.getLocalPort() + SLOTS - 1));
        return first.getLocalPort();
      } catch (IOException | IllegalArgumentException _) {
        // The neighbour is taken.
      }
    }
    throw new IOException("no two ports beside each other are free");
  }

  private static boolean answers() {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      return channel.connect(UnixDomainSocketAddress.of(SOCKET));
    } catch (IOException _) {
      return false;
    }
  }

  private static void pause() throws IOException {
    try {
      TimeUnit.MILLISECONDS.sleep(LOOK_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while pcscd started", e);
    }
  }

  /** Ends the service, and waits until it has ended. */
  @Override
  public void close() {
    service.destroy();
    try {
      if (!service.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        service.destroyForcibly();
      }
    } catch (InterruptedException e) {
      service.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
