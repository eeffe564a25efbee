package org.specie.offline.agents.station;

import java.io.IOException;
import java.util.Optional;
import org.specie.offline.purse.card.CardBinding;

/** The host that a card is bound to first: its owner's. Spec: docs/spec/57-station.md section 4. */
public interface OwnerHost {
  /** The owner presses the button; returns when it is done. */
  void press() throws IOException;

  /** The binding that was kept last. */
  Optional<CardBinding> kept() throws IOException;

  /** Keeps a binding in the place of the one before; it is durable when this returns. */
  void keep(CardBinding binding) throws IOException;
}
