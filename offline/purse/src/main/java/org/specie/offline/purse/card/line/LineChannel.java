package org.specie.offline.purse.card.line;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Encoder;
import org.specie.offline.purse.card.CardApplet;
import org.specie.offline.purse.card.CardConnection;
import org.specie.offline.purse.card.reader.ReaderReason;
import org.specie.offline.purse.transport.BoundedInput;

/**
 * A device on a TCP connection. As with a reader, whatever goes wrong between is an {@link
 * IOException}, and may have happened before or after the device did what it was told; then the
 * line is lost, because what comes late would be taken for the answer to something else. Source:
 * docs/spec/52-purse.md, clause 6.5.
 */
public final class LineChannel implements CardConnection {
  /** How long a device has to be reached, and then to answer a command. */
  public static final int LINE_MS = 20_000;

  /** The longest answer that a command asks for, with its status word. */
  private static final int ANSWER_MAX = 1_026;

  private static final int POWER_ON = 1;

  private final LineAddress address;
  private final Socket socket;
  private final int lineMs;
  private boolean isLost;

  private LineChannel(LineAddress address, Socket socket, int lineMs) {
    this.address = address;
    this.socket = socket;
    this.lineMs = lineMs;
  }

  /** The device at {@code address}, its applet selected. */
  public static Opening open(LineAddress address, int lineMs) {
    Socket socket = new Socket();
    LineChannel channel = new LineChannel(address, socket, lineMs);
    boolean isSelected = false;
    try {
      socket.connect(new InetSocketAddress(address.host(), address.port()), lineMs);
      socket.setTcpNoDelay(true);
      channel.send(new Encoder().u16(1).u8(POWER_ON));
      isSelected = CardApplet.select(channel);
      return isSelected
          ? new Opening.Opened(channel)
          : new Opening.Refused(ReaderReason.NO_SECURE_DEVICE);
    } catch (IOException _) {
      return new Opening.Refused(ReaderReason.NO_DEVICE_ON_LINE);
    } finally {
      if (!isSelected) {
        channel.close();
      }
    }
  }

  private void send(Encoder bytes) throws IOException {
    socket.getOutputStream().write(bytes.toByteArray());
    socket.getOutputStream().flush();
  }

  @Override
  public ByteString transmit(ByteString command) throws IOException {
    Check.that(command.size() > 1, "a single byte on a line is a word of the reader");
    if (isLost) {
      throw new IOException("the line to " + address + " is lost; open another");
    }
    isLost = true;
    try {
      send(new Encoder().u16(command.size()).fixed(command));
      ByteString answer = answer();
      isLost = false;
      return answer;
    } catch (IOException e) {
      throw new IOException(
          "the device at "
              + address
              + " did not answer; do the same again, and it finds out what the device did",
          e);
    }
  }

  /** A line to this machine itself is as much its own as the service of its readers. */
  @Override
  public boolean isOverNetwork() {
    return !socket.getInetAddress().isLoopbackAddress();
  }

  private ByteString answer() throws IOException {
    DataInputStream in = new DataInputStream(BoundedInput.of(socket, lineMs));
    int size = in.readUnsignedShort();
    if (size > ANSWER_MAX) {
      throw new IOException("an answer of " + size + " bytes; the longest has " + ANSWER_MAX);
    }
    byte[] answer = new byte[size];
    in.readFully(answer);
    return ByteString.copyOf(answer);
  }

  /** Lets go of the device. */
  @Override
  public void close() {
    isLost = true;
    try {
      socket.close();
    } catch (IOException _) {
      // The line is gone in any case.
    }
  }
}
