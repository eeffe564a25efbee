package org.specie.quality.testkit.simulation.network;

import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.ledger.consensus.message.Message;
import org.specie.ledger.consensus.message.MessageCodec;
import org.specie.ledger.consensus.message.MessageCodec.Enveloped;

/**
 * A frame between two machines.
 *
 * @param from whom the link names as the sender
 * @param isTransfer whether it belongs to a state transfer, and to consensus otherwise
 * @param content what the bytes say in consensus, if they say anything
 */
public record Packet(
    int from, int to, boolean isTransfer, ByteString bytes, Optional<Enveloped> content) {
  /** A packet of a message. */
  public static Packet of(int from, int to, long epoch, Message message) {
    return of(from, to, MessageCodec.encode(epoch, message));
  }

  /** A packet of any bytes for consensus. */
  public static Packet of(int from, int to, ByteString bytes) {
    return new Packet(from, to, false, bytes, read(bytes));
  }

  /** A packet of any bytes for a state transfer. */
  public static Packet transfer(int from, int to, ByteString bytes) {
    return new Packet(from, to, true, bytes, Optional.empty());
  }

  /** What {@code bytes} say, read as every receiver reads them. */
  public static Optional<Enveloped> read(ByteString bytes) {
    try {
      return Optional.of(MessageCodec.decode(bytes));
    } catch (MalformedInput e) {
      return Optional.empty();
    }
  }

  /** The message, if there is one. */
  public Optional<Message> message() {
    return content.map(Enveloped::message);
  }

  /** For people. */
  public String describe() {
    String words =
        isTransfer
            ? "transfer of " + bytes.size() + " bytes"
            : message().map(Message::toString).orElse("unreadable");
    return "r%d→r%d %s".formatted(from, to, words.length() > 160 ? words.substring(0, 160) : words);
  }
}
