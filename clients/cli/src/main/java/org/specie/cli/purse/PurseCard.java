package org.specie.cli.purse;

import java.io.Closeable;
import java.io.IOException;
import org.specie.kernel.core.ByteString;
import org.specie.offline.purse.card.CardBinding;
import org.specie.offline.purse.card.CardChannel;
import org.specie.offline.purse.card.CardDevice;

/** The card of a purse in a folder, wherever it is. */
interface PurseCard extends CardChannel, Closeable {
  /** How this host is bound to it. */
  CardBinding bound();

  /** Its device id, as this host keeps it. */
  ByteString deviceId() throws IOException;

  /** The card as this host may use it. */
  default CardDevice device() {
    return new CardDevice(this, bound());
  }

  /** The owner presses the button, for the next command that wants it. */
  void press() throws IOException;
}
