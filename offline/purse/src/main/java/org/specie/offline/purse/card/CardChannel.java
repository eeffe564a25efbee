package org.specie.offline.purse.card;

import java.io.IOException;
import org.specie.kernel.core.ByteString;

/** Carries commands to a card on which the applet is selected: through contacts, air or a cable. */
@FunctionalInterface
public interface CardChannel {
  /** The card's answer, its last two bytes the status word; an exception if there is none. */
  ByteString transmit(ByteString command) throws IOException;

  /**
   * Whether what passes leaves this machine on its way to the card, so that others may be on it. A
   * way that does not say counts as one that does.
   */
  default boolean isOverNetwork() {
    return true;
  }
}
