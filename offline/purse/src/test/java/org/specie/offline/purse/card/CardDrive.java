package org.specie.offline.purse.card;

import java.io.IOException;
import org.specie.kernel.core.ByteString;
import org.specie.offline.simulator.SoftwareCard;

/** How a host reaches a card of software. */
@FunctionalInterface
public interface CardDrive {
  /** Calls of methods. */
  CardDrive IN_PROCESS =
      card -> {
        byte[] _ = card.select();
        return command -> ByteString.copyOf(card.transmit(command.toByteArray()));
      };

  /** A way to {@code card} with the applet selected. */
  CardChannel to(SoftwareCard card) throws IOException;
}
