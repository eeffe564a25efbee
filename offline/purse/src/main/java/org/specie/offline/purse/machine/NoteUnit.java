package org.specie.offline.purse.machine;

import java.io.IOException;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Hash32;

/**
 * What a machine has for banknotes: an acceptor that holds them until somebody decides, cassettes,
 * and a dispenser. It remembers by name what it did, through a loss of power. An {@link
 * IOException} leaves open whether it was done; the same call again tells and does not do it twice.
 * Spec: docs/spec/61-cash-machine.md 1.2.
 */
public interface NoteUnit {
  /** What the acceptor counted and holds. */
  Amount held() throws IOException;

  /** Puts what is held into the cassettes, once under this name. */
  void stack(Hash32 name) throws IOException;

  /** Whether it did that. After a loss of power what was held and not stacked is given back. */
  boolean hasStacked(Hash32 name) throws IOException;

  /** Gives back what is held. */
  void giveBack() throws IOException;

  /** Whether the cassettes have notes that make this amount. */
  boolean canDispense(Amount amount) throws IOException;

  /** Hands notes out, once under this name. */
  void dispense(Hash32 name, Amount amount) throws IOException;
}
