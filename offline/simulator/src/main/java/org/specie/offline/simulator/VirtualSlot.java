package org.specie.offline.simulator;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/**
 * A card of software in a slot of a virtual reader: the card's side of the protocol of vpcd, the
 * driver for pcscd. Whoever asks the machine's PC/SC service finds a reader with a card in it. When
 * the card's power is cut, it is gone from the slot.
 *
 * <p>Two bytes of length, then so many of a command; one byte is a word of the reader: 0 power off,
 * 1 power on, 2 reset, 4 what the card answers to a reset.
 */
public final class VirtualSlot implements Closeable {
  private static final int OFF = 0;
  private static final int ON = 1;
  private static final int RESET = 2;
  private static final int ANSWER_TO_RESET = 4;

  private final SoftwareCard card;
  private final Socket line;
  private final Thread thread;

  private VirtualSlot(SoftwareCard card, Socket line) {
    this.card = card;
    this.line = line;
    this.thread = Thread.ofPlatform().daemon().name("card in a slot").unstarted(this::serve);
  }

  /** Puts {@code card} into the slot that waits on this port of the loopback interface. */
  public static VirtualSlot insert(SoftwareCard card, int port) throws IOException {
    Socket line = new Socket(InetAddress.getLoopbackAddress(), port);
    line.setTcpNoDelay(true);
    VirtualSlot slot = new VirtualSlot(card, line);
    slot.thread.start();
    return slot;
  }

  private void serve() {
    try (line) {
      DataInputStream in = new DataInputStream(line.getInputStream());
      DataOutputStream out = new DataOutputStream(line.getOutputStream());
      while (true) {
        byte[] said = in.readNBytes(in.readUnsignedShort());
        boolean isWord = said.length <= 1;
        byte[] answer = isWord ? told(said) : card.transmit(said);
        if (answer.length > 0) {
          out.writeShort(answer.length);
          out.write(answer);
          out.flush();
        } else if (!isWord) {
          return;
        }
      }
    } catch (IOException _) {
      // The card was taken out, or the reader has gone.
    }
  }

  private byte[] told(byte[] word) throws IOException {
    if (word.length == 0) {
      throw new IOException("a reader says something");
    }
    return switch (word[0]) {
      case ON, RESET -> {
        card.powerUp();
        yield new byte[0];
      }
      case ANSWER_TO_RESET -> card.answerToReset();
      case OFF -> new byte[0];
      default -> throw new IOException("a reader says nothing else");
    };
  }

  /** Takes the card out, and waits until it has nothing more to do. */
  @Override
  public void close() throws IOException {
    line.close();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
