package org.specie.offline.purse.card.reader;

import java.io.IOException;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;
import javax.smartcardio.TerminalFactory;

/**
 * The readers of this machine, by way of its PC/SC service: pcscd on Linux, built in elsewhere.
 * Source: docs/spec/52-purse.md, clause 6.4.
 */
public final class CardReaders {
  /** The service's error where it runs and has no reader. */
  private static final String NO_READERS = "SCARD_E_NO_READERS_AVAILABLE";

  private CardReaders() {}

  /** What is in a reader. */
  public enum Content {
    NOTHING,
    /** A card without the applet of page 51, or one that does not answer. */
    ANOTHER_CARD,
    SECURE_DEVICE
  }

  /**
   * The readers by the names that the service gives them, in its order; none is no mistake.
   *
   * @throws IOException if there is no service to ask
   */
  public static List<String> names() throws IOException {
    return terminals().stream().map(CardTerminal::getName).toList();
  }

  /**
   * What is in the reader of this name. A card is asked for its applet, so whoever speaks to it at
   * the moment is disturbed; a channel of this process loses it.
   */
  public static Content content(String name) throws IOException {
    CardTerminal terminal = terminal(name);
    try {
      return terminal.isCardPresent() ? ReaderChannel.content(terminal) : Content.NOTHING;
    } catch (CardException e) {
      throw new IOException("reader '" + name + "' does not answer", e);
    }
  }

  /**
   * The card in the reader of this name, its applet selected.
   *
   * @throws IOException if there is no such reader, no card in it, or one without the applet
   */
  public static ReaderChannel open(String name) throws IOException {
    return ReaderChannel.open(terminal(name));
  }

  private static CardTerminal terminal(String name) throws IOException {
    for (CardTerminal each : terminals()) {
      if (each.getName().equals(name)) {
        return each;
      }
    }
    throw new IOException(
        "there is no reader '" + name + "'; 'specie purse readers' lists those there are");
  }

  private static List<CardTerminal> terminals() throws IOException {
    try {
      return TerminalFactory.getInstance("PC/SC", null).terminals().list();
    } catch (CardException e) {
      if (e.getCause() != null && NO_READERS.equals(e.getCause().getMessage())) {
        return List.of();
      }
      throw noService(e);
    } catch (NoSuchAlgorithmException e) {
      throw noService(e);
    }
  }

  private static IOException noService(Exception cause) {
    return new IOException(
        "the smart card service of this machine does not answer; on Linux it is pcscd", cause);
  }
}
