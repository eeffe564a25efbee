package org.specie.offline.simulator;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;

/**
 * The card's side of what a reader says: two bytes of length, then so many of a command; one byte
 * is a word of the reader: 0 power off, 1 power on, 2 reset, 4 what the card answers to a reset.
 */
final class SlotTalk {
  private static final int OFF = 0;
  private static final int ON = 1;
  private static final int RESET = 2;
  private static final int ANSWER_TO_RESET = 4;

  private SlotTalk() {}

  /** Answers what comes on {@code line}, until the card's power is cut or the line ends. */
  static void serve(SoftwareCard card, Socket line) throws IOException {
    DataInputStream in = new DataInputStream(line.getInputStream());
    DataOutputStream out = new DataOutputStream(line.getOutputStream());
    while (true) {
      byte[] said = in.readNBytes(in.readUnsignedShort());
      boolean isWord = said.length <= 1;
      byte[] answer = isWord ? told(card, said) : card.transmit(said);
      if (answer.length > 0) {
        out.writeShort(answer.length);
        out.write(answer);
        out.flush();
      } else if (!isWord) {
        return;
      }
    }
  }

  private static byte[] told(SoftwareCard card, byte[] word) throws IOException {
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
}
