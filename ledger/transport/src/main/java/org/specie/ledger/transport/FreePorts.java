package org.specie.ledger.transport;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.specie.kernel.core.port.Entropy;

/**
 * Ports nobody listens at, below those that systems take for outgoing links: while whoever is to
 * listen there is down, nobody's link, not even one that was to reach it, may take its port. None
 * is given twice by one process: whoever got it may not listen yet.
 */
public final class FreePorts {
  private static final int PORT_MIN = 20_000;
  private static final int PORT_COUNT = 12_000;
  private static final int ATTEMPTS_MAX = 100;
  private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

  private FreePorts() {}

  /** As many as {@code count} at {@code host}, each another. */
  public static List<Integer> at(String host, int count, Entropy entropy) throws IOException {
    List<ServerSocket> held = new ArrayList<>();
    List<Integer> ports = new ArrayList<>();
    try {
      // All are held until all are found, so that none is found twice.
      for (int i = 0; i < count; i++) {
        ServerSocket socket = one(host, entropy);
        held.add(socket);
        ports.add(socket.getLocalPort());
      }
    } finally {
      for (ServerSocket socket : held) {
        socket.close();
      }
    }
    return ports;
  }

  private static ServerSocket one(String host, Entropy entropy) throws IOException {
    for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      byte[] random = entropy.bytes(2);
      int port = PORT_MIN + ((random[0] & 0xff) << 8 | (random[1] & 0xff)) % PORT_COUNT;
      if (GIVEN.contains(port)) {
        continue;
      }
      try {
        ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName(host));
        GIVEN.add(port);
        return socket;
      } catch (BindException e) {
        // Somebody listens there; the next draw.
      }
    }
    throw new IOException(
        "none of %d ports tried from %d to %d is free; end what listens there, or say which to use"
            .formatted(ATTEMPTS_MAX, PORT_MIN, PORT_MIN + PORT_COUNT - 1));
  }
}
