package org.specie.offline.purse.card;

import java.io.IOException;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Encoder;

/**
 * A command to the applet, with extended lengths.
 *
 * @param instruction as on page 51
 * @param p1 0 but where said
 * @param p2 0 but where said
 * @param data without anybody's code
 */
public record CardCommand(int instruction, int p1, int p2, ByteString data) {
  public static final int STATUS = 0x01;
  public static final int CHALLENGE = 0x02;
  static final int ROOT = 0x03;
  static final int BIND = 0x13;
  public static final int INSTALL_KEY = 0x30;
  static final int INSTALL_CLASS = 0x31;
  static final int PAY = 0x40;
  static final int GET_RESULT = 0x41;
  static final int REDEEM = 0x42;
  static final int GENERATE = 0x50;
  static final int BLIND = 0x51;
  static final int INSTALL_CERTIFICATE = 0x52;
  static final int SEAL = 0x60;

  /** No instruction has it: an answer's code is never one of a command (51.6). */
  private static final int OF_ANSWERS = 0x80;

  private static final int CLASS = 0x80;
  private static final int DATA_MAX = 800;
  private static final int ANSWER_MAX = 1_024;

  public CardCommand {
    Check.that(data.size() <= DATA_MAX, "a command has at most 800 bytes");
  }

  /** A command without parameters. */
  public static CardCommand of(int instruction, ByteString data) {
    return new CardCommand(instruction, 0, 0, data);
  }

  /** What a code vouches for, besides the challenge that stands between the two. */
  public ByteString header() {
    return new Encoder().u8(instruction).u8(p1).u8(p2).toByteString();
  }

  /** What the card's own code on the answer vouches for, besides challenge and answer. */
  ByteString answerHeader() {
    return new Encoder().u8(instruction | OF_ANSWERS).u8(0).u8(0).toByteString();
  }

  /** Of the data, for a code. */
  public Hash32 digest() {
    return Hash32.sha256(data);
  }

  /** The same with a code behind its data. */
  public CardCommand with(ByteString code) {
    return new CardCommand(instruction, p1, p2, ByteString.concat(data, code));
  }

  /** Sends it to the card. */
  public CardAnswer sendTo(CardChannel channel) throws IOException {
    Encoder out = new Encoder().u8(CLASS).fixed(header()).u8(0);
    if (!data.isEmpty()) {
      out.u16(data.size()).fixed(data);
    }
    return CardAnswer.of(channel.transmit(out.u16(ANSWER_MAX).toByteString()));
  }
}
