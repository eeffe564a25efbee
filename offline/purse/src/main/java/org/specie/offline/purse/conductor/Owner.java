package org.specie.offline.purse.conductor;

import java.io.IOException;
import java.util.Optional;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.offline.purse.card.CardSecrets.Kind;

/** Whoever has the device, at the surface that this host has for people. */
public interface Owner {
  /** Presses the device's button; returns when it is done, or when there is nobody to ask. */
  void press() throws IOException;

  /**
   * Types a secret of the device, or has a sensor release it.
   *
   * @param triesLeft before the device locks it
   * @return nothing if the owner does not want to
   */
  Optional<Secret> tell(Kind kind, int triesLeft) throws IOException;
}
