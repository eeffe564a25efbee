package org.specie.ledger.transport;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.specie.kernel.core.port.Entropy;

/**
 * Ports nobody listens at, below those that systems take for outgoing links: while whoever is to
 * listen there is down, nobody's link, not even one that was to reach it, may take its port. None
 * is given twice by one process: whoever got it may not listen yet. Processes that draw at the same
 * time keep apart by {@code SPECIE_PORTS=K/N} in their environment: the Kth of N equal parts.
 */
public final class FreePorts {
  private static final int PORT_MIN = 20_000;
  private static final int PORT_COUNT = 12_000;
  private static final int ATTEMPTS_MAX = 100;
  private static final String PART = "SPECIE_PORTS";
  private static final Pattern PART_SHAPE = Pattern.compile("([1-9]\\d?)/([1-9]\\d?)");
  private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

  private FreePorts() {}

  /** Ports one after another, of which one is drawn. */
  record Part(int first, int count) {
    /**
     * The part that {@code value}, K/N, names; all where it is empty.
     *
     * @throws IOException it is nothing of that shape, or K is above N
     */
    static Part of(String value) throws IOException {
      if (value.isEmpty()) {
        return new Part(PORT_MIN, PORT_COUNT);
      }
      Matcher shape = PART_SHAPE.matcher(value);
      int which = shape.matches() ? Integer.parseInt(shape.group(1)) : 1;
      int of = shape.matches() ? Integer.parseInt(shape.group(2)) : 0;
      if (which > of) {
        throw new IOException(PART + " is " + value + "; say K/N, the Kth of N parts, or unset it");
      }
      int count = PORT_COUNT / of;
      return new Part(PORT_MIN + (which - 1) * count, count);
    }
  }

  /** As many as {@code count} at {@code host}, each another. */
  public static List<Integer> at(String host, int count, Entropy entropy) throws IOException {
    Part part = Part.of(Optional.ofNullable(System.getenv(PART)).orElse("").strip());
    List<ServerSocket> held = new ArrayList<>();
    List<Integer> ports = new ArrayList<>();
    try {
      // All are held until all are found, so that none is found twice.
      for (int i = 0; i < count; i++) {
        ServerSocket socket = one(host, part, entropy);
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

  private static ServerSocket one(String host, Part part, Entropy entropy) throws IOException {
    for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      byte[] random = entropy.bytes(2);
      int port = part.first() + ((random[0] & 0xff) << 8 | (random[1] & 0xff)) % part.count();
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
            .formatted(ATTEMPTS_MAX, part.first(), part.first() + part.count() - 1));
  }
}
