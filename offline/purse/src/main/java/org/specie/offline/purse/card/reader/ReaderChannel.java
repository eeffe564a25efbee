package org.specie.offline.purse.card.reader;

import java.io.Closeable;
import java.io.IOException;
import javax.smartcardio.Card;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;
import javax.smartcardio.CommandAPDU;
import org.specie.kernel.core.ByteString;
import org.specie.offline.purse.card.CardAnswer;
import org.specie.offline.purse.card.CardChannel;

/**
 * A card in a reader. Whatever goes wrong between is an {@link IOException}, and may have happened
 * before or after the card did what it was told: as with any cut, the host asks it. A card that was
 * taken out stays lost to this channel; open another. Source: docs/spec/52-purse.md, clause 6.4.
 */
public final class ReaderChannel implements CardChannel, Closeable {
  /** The applet's identifier (ISO/IEC 7816-5). */
  private static final ByteString APPLET = ByteString.hex("F053504543494501");

  private static final ByteString SELECT = ByteString.hex("00A40400");

  private static final String ANY_PROTOCOL = "*";

  private final String reader;
  private final Card card;

  private ReaderChannel(String reader, Card card) {
    this.reader = reader;
    this.card = card;
  }

  static ReaderChannel open(CardTerminal terminal) throws IOException {
    String name = terminal.getName();
    ReaderChannel channel;
    try {
      channel = new ReaderChannel(name, terminal.connect(ANY_PROTOCOL));
    } catch (CardException e) {
      throw new IOException("there is no card in reader '" + name + "'", e);
    }
    if (!channel.select()) {
      channel.close();
      throw new IOException("the card in reader '" + name + "' is no secure device for cash");
    }
    return channel;
  }

  /** What the card in {@code terminal} is. */
  static CardReaders.Content content(CardTerminal terminal) {
    try {
      Card card = terminal.connect(ANY_PROTOCOL);
      boolean knowsApplet = new ReaderChannel(terminal.getName(), card).select();
      card.disconnect(false);
      return knowsApplet ? CardReaders.Content.SECURE_DEVICE : CardReaders.Content.ANOTHER_CARD;
    } catch (CardException | IOException _) {
      return CardReaders.Content.ANOTHER_CARD;
    }
  }

  private boolean select() throws IOException {
    ByteString length = ByteString.copyOf(new byte[] {(byte) APPLET.size()});
    ByteString zero = ByteString.copyOf(new byte[1]);
    return CardAnswer.of(transmit(ByteString.concat(SELECT, length, APPLET, zero))).isOk();
  }

  @Override
  public ByteString transmit(ByteString command) throws IOException {
    CommandAPDU asked = new CommandAPDU(command.toByteArray());
    try {
      return ByteString.copyOf(card.getBasicChannel().transmit(asked).getBytes());
    } catch (CardException | IllegalStateException | IllegalArgumentException e) {
      // The platform finds a card that was let go of in the second way, a short answer in the
      // third.
      throw new IOException("the card in reader '" + reader + "' did not answer", e);
    }
  }

  /** Lets go of the card, which stays in the reader, and resets it. */
  @Override
  public void close() throws IOException {
    try {
      card.disconnect(true);
    } catch (CardException e) {
      throw new IOException("reader '" + reader + "' did not let go of its card", e);
    }
  }
}
