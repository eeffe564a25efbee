package org.specie.offline.processor;

import java.io.IOException;
import org.specie.kernel.core.ByteString;
import org.specie.offline.simulator.SoftwareCard;

/** A card of software as the core beside a processor. */
final class CardCore implements SecurityCore {
  private final SoftwareCard card;

  CardCore(SoftwareCard card) {
    this.card = card;
  }

  @Override
  public void reset() {
    card.powerUp();
  }

  @Override
  public ByteString transmit(Medium medium, ByteString command) throws IOException {
    card.contactless(medium == Medium.CONTACTLESS);
    byte[] answer = card.transmit(command.toByteArray());
    if (answer.length == 0) {
      throw new IOException("the core lost its power");
    }
    return ByteString.copyOf(answer);
  }
}
