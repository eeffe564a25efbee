package org.specie.quality.testkit.simulation.network;

import java.util.Map;
import java.util.TreeMap;
import org.specie.ledger.consensus.message.Message;

/** How much was sent, by kind of message. */
public final class Traffic {
  private final Map<String, Long> messages = new TreeMap<>();
  private long count;
  private long bytes;

  void count(Packet packet) {
    count++;
    bytes += packet.bytes().size();
    messages.merge(kind(packet), 1L, Long::sum);
  }

  private static String kind(Packet packet) {
    return packet.isTransfer()
        ? "Transfer"
        : packet.message().map(Message::getClass).map(Class::getSimpleName).orElse("Unreadable");
  }

  /** Messages sent. */
  public long count() {
    return count;
  }

  /** Bytes sent, without the framing of the transport. */
  public long bytes() {
    return bytes;
  }

  /** Messages of {@code kind}, by the simple name of its class. */
  public long of(Class<? extends Message> kind) {
    return messages.getOrDefault(kind.getSimpleName(), 0L);
  }
}
