package org.specie.offline.purse.card.reader;

import java.io.IOException;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;
import javax.smartcardio.TerminalFactory;
import org.specie.offline.purse.card.CardConnection.Opening;

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

  /** Waits until no card is in the reader of this name, for so long at most. */
  public static void awaitGone(String name, long timeoutMs) {
    try {
      Optional<CardTerminal> found = find(name);
      if (found.isPresent()) {
        boolean _ = found.get().waitForCardAbsent(timeoutMs);
      }
    } catch (ServiceSilent | CardException _) {
      // A reader that is gone has no card.
    }
  }

  /**
   * Waits until a card is in the reader of this name, for so long at most. What there is then,
   * {@link #open} says, also where there is nothing to wait for.
   */
  public static void awaitCard(String name, long timeoutMs) {
    if (timeoutMs <= 0) {
      return;
    }
    try {
      Optional<CardTerminal> found = find(name);
      if (found.isPresent()) {
        boolean _ = found.get().waitForCardPresent(timeoutMs);
      }
    } catch (ServiceSilent | CardException _) {
      // Whoever opens the card hears of it.
    }
  }

  /** The card in the reader of this name, its applet selected. */
  public static Opening open(String name) throws IOException {
    Optional<CardTerminal> found;
    try {
      found = find(name);
    } catch (ServiceSilent _) {
      return new Opening.Refused(ReaderReason.NO_SERVICE);
    }
    return found.isPresent()
        ? ReaderChannel.open(found.get())
        : new Opening.Refused(ReaderReason.NO_READER);
  }

  private static CardTerminal terminal(String name) throws IOException {
    return find(name).orElseThrow(() -> new IOException("reader '" + name + "' has gone"));
  }

  private static Optional<CardTerminal> find(String name) throws ServiceSilent {
    return terminals().stream().filter(each -> each.getName().equals(name)).findFirst();
  }

  private static List<CardTerminal> terminals() throws ServiceSilent {
    try {
      return TerminalFactory.getInstance("PC/SC", null).terminals().list();
    } catch (CardException e) {
      if (e.getCause() != null && NO_READERS.equals(e.getCause().getMessage())) {
        return List.of();
      }
      throw new ServiceSilent(e);
    } catch (NoSuchAlgorithmException e) {
      throw new ServiceSilent(e);
    }
  }

  private static final class ServiceSilent extends IOException {
    private static final long serialVersionUID = 1L;

    ServiceSilent(Exception cause) {
      super("the smart card service of this machine does not answer; on Linux it is pcscd", cause);
    }
  }
}
