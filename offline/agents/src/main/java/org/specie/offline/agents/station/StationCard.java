package org.specie.offline.agents.station;

import java.io.IOException;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Encoder;
import org.specie.offline.purse.card.CardAnswer;
import org.specie.offline.purse.card.CardChannel;
import org.specie.offline.purse.card.CardCommand;

/** A card that lies in a station: the commands that need nobody's word. Spec page 51, 51.5. */
final class StationCard {
  static final int TEST = 0x10;
  static final int INITIALISE = 0x11;
  static final int PERSONALISE = 0x12;
  static final int ACTIVATE = 0x15;
  static final int LOAD = 0x43;

  /** What a signature that is not for this card is answered with. */
  static final int NOT_SIGNED = 0x9D04;

  /** What is answered where nothing of this number is. */
  static final int NOT_FOUND = 0x6A83;

  /** What a command is answered with whose time has not come, or is over. */
  static final int WRONG_STATE = 0x6985;

  private static final ByteString APPLET = ByteString.hex("F053504543494501");
  private static final ByteString SELECT = ByteString.hex("00A40400");
  private static final int INFO_SIZE = 5;

  private final CardChannel channel;

  StationCard(CardChannel channel) {
    this.channel = channel;
  }

  CardChannel channel() {
    return channel;
  }

  /** Selects the applet, which says how far it has come. */
  CardState state() throws IOException {
    Encoder command = new Encoder().fixed(SELECT).u8(APPLET.size()).fixed(APPLET).u8(0);
    CardAnswer answer = CardAnswer.of(channel.transmit(command.toByteString()));
    if (!answer.isOk()) {
      throw answer.unexpected();
    }
    return CardState.of(answer.data(INFO_SIZE).at(1));
  }

  CardAnswer send(int instruction, ByteString data) throws IOException {
    return CardCommand.of(instruction, data).sendTo(channel);
  }

  /** The answer's data; a card that refuses this does not agree with the page. */
  static ByteString expect(CardAnswer answer) throws IOException {
    if (!answer.isOk()) {
      throw answer.unexpected();
    }
    return answer.data();
  }

  /** The same, of so many bytes. */
  static ByteString expect(CardAnswer answer, int size) throws IOException {
    var _ = expect(answer);
    return answer.data(size);
  }
}
