package org.specie.offline.purse.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.token.message.Message;

/**
 * Messages on a stream, each behind its length. Whoever opens the stream bounds how long a read
 * takes. Spec: docs/spec/52-purse.md 5.3.
 */
public final class MessageLine {
  /** Longest message: what a text of 4,096 characters holds. */
  public static final int MESSAGE_MAX = 3_062;

  private static final int WORD = 2;
  private static final int ACCEPTED = 0;

  private final InputStream in;
  private final OutputStream out;

  /** Over the two directions of a connection. */
  public MessageLine(InputStream in, OutputStream out) {
    this.in = in;
    this.out = out;
  }

  /** Sends {@code message}. */
  public void send(Message message) throws IOException {
    ByteString bytes = message.encode();
    if (bytes.size() > MESSAGE_MAX) {
      throw new IOException(
          "a message of " + bytes.size() + " bytes; the line takes " + MESSAGE_MAX);
    }
    write(new Encoder().u16(bytes.size()).fixed(bytes));
  }

  /** Sends a message of no bytes: "ask me" from a payer that begins, "I do not" afterwards. */
  public void sendNothing() throws LineBroken {
    write(new Encoder().u16(0));
  }

  private void write(Encoder bytes) throws LineBroken {
    try {
      out.write(bytes.toByteArray());
      out.flush();
    } catch (IOException e) {
      throw new LineBroken(e);
    }
  }

  /**
   * The next message, or nothing where the other side sent one of no bytes; nothing is read of one
   * that says it is too long.
   */
  public Optional<Message> receive() throws LineBroken, MalformedInput {
    int size = word();
    if (size > MESSAGE_MAX) {
      throw new MalformedInput("a message of " + size + " bytes; it has 0 to " + MESSAGE_MAX);
    }
    return size == 0
        ? Optional.empty()
        : Optional.of(Message.decode(ByteString.copyOf(exactly(size))));
  }

  /** Tells the payer whether the payment was taken. */
  public void tell(Verdict verdict) throws LineBroken {
    int word =
        switch (verdict) {
          case Verdict.Accepted _ -> ACCEPTED;
          case Verdict.Refused refused -> refused.reason().code();
        };
    write(new Encoder().u16(word));
  }

  /** What the payee told: 0, or the number of its refusal. */
  public int told() throws LineBroken {
    return word();
  }

  private int word() throws LineBroken {
    byte[] bytes = exactly(WORD);
    return ((bytes[0] & 0xff) << Byte.SIZE) | (bytes[1] & 0xff);
  }

  private byte[] exactly(int size) throws LineBroken {
    byte[] bytes;
    try {
      bytes = in.readNBytes(size);
    } catch (IOException e) {
      throw new LineBroken(e);
    }
    if (bytes.length < size) {
      throw new LineBroken("the other side has ended the connection");
    }
    return bytes;
  }
}
