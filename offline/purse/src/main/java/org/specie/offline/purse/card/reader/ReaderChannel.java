package org.specie.offline.purse.card.reader;

import java.io.IOException;
import javax.smartcardio.Card;
import javax.smartcardio.CardException;
import javax.smartcardio.CardNotPresentException;
import javax.smartcardio.CardTerminal;
import javax.smartcardio.CommandAPDU;
import org.specie.kernel.core.ByteString;
import org.specie.offline.purse.card.CardApplet;
import org.specie.offline.purse.card.CardConnection;

/**
 * A card in a reader. Whatever goes wrong between is an {@link IOException}, and may have happened
 * before or after the card did what it was told: as with any cut, the host asks it. A card that was
 * taken out stays lost to this channel; open another. Source: docs/spec/52-purse.md, clause 6.4.
 */
public final class ReaderChannel implements CardConnection {
  private static final String ANY_PROTOCOL = "*";

  private final String reader;
  private final Card card;
  private boolean isLost;

  private ReaderChannel(String reader, Card card) {
    this.reader = reader;
    this.card = card;
  }

  static Opening open(CardTerminal terminal) throws IOException {
    ReaderChannel channel;
    try {
      channel = new ReaderChannel(terminal.getName(), terminal.connect(ANY_PROTOCOL));
    } catch (CardNotPresentException _) {
      return new Opening.Refused(ReaderReason.NO_CARD);
    } catch (CardException _) {
      // A card that does not answer to the reset is one, but none that the service can talk to.
      return new Opening.Refused(
          isCardIn(terminal) ? ReaderReason.NO_SECURE_DEVICE : ReaderReason.NO_CARD);
    }
    boolean isSelected = false;
    try {
      isSelected = CardApplet.select(channel);
    } finally {
      if (!isSelected) {
        channel.close();
      }
    }
    return isSelected
        ? new Opening.Opened(channel)
        : new Opening.Refused(ReaderReason.NO_SECURE_DEVICE);
  }

  private static boolean isCardIn(CardTerminal terminal) {
    try {
      return terminal.isCardPresent();
    } catch (CardException _) {
      return false;
    }
  }

  /** What the card in {@code terminal} is. */
  static CardReaders.Content content(CardTerminal terminal) {
    try {
      Card card = terminal.connect(ANY_PROTOCOL);
      boolean knowsApplet = CardApplet.select(new ReaderChannel(terminal.getName(), card));
      card.disconnect(false);
      return knowsApplet ? CardReaders.Content.SECURE_DEVICE : CardReaders.Content.ANOTHER_CARD;
    } catch (CardException | IOException _) {
      return CardReaders.Content.ANOTHER_CARD;
    }
  }

  @Override
  public ByteString transmit(ByteString command) throws IOException {
    CommandAPDU asked = new CommandAPDU(command.toByteArray());
    try {
      return ByteString.copyOf(card.getBasicChannel().transmit(asked).getBytes());
    } catch (CardException | IllegalStateException | IllegalArgumentException e) {
      // The platform finds a card that was let go of in the second way, a short answer in the
      // third.
      isLost = true;
      throw new IOException(
          "the card in reader '"
              + reader
              + "' did not answer; with the card in it, do the same again, and it finds out what the"
              + " card did",
          e);
    }
  }

  @Override
  public boolean isOverNetwork() {
    return false;
  }

  /**
   * Lets go of the card, which stays in the reader, and resets it. One that did not answer is let
   * go of as it is: where none is left, the reset would meet the next one, or keep the slot.
   */
  @Override
  public void close() {
    try {
      card.disconnect(!isLost);
    } catch (CardException _) {
      // It was taken out, and so let go of; what it did it has said before.
    }
  }
}
