package org.specie.cli.purse;

import java.io.IOException;
import java.util.Optional;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.offline.purse.card.CardSecrets.Kind;
import org.specie.offline.purse.conductor.Owner;

/** Whoever has the card of a folder, at this terminal. */
record OwnerAtHost(PurseCard card, OwnerSecrets.Telling telling) implements Owner {
  @Override
  public void press() throws IOException {
    card.press();
  }

  @Override
  public Optional<Secret> tell(Kind kind, int triesLeft) throws IOException {
    return telling.tell(kind, triesLeft);
  }
}
