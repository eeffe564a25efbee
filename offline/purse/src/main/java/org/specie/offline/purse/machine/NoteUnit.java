package org.specie.offline.purse.machine;

import java.io.IOException;
import java.util.List;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Hash32;

/**
 * What a machine has for banknotes: an acceptor that holds them until somebody decides, cassettes,
 * and a dispenser. It remembers by name what it did, through a loss of power: what is stacked and
 * what is handed out never has the same name. An {@link IOException} leaves open whether it was
 * done; the same call again tells and does not do it twice. Spec: docs/spec/62-cash-machine.md 2.2.
 */
public interface NoteUnit {
  /** What the acceptor counted and holds. */
  Amount held() throws IOException;

  /**
   * Puts what is held into the cassettes if it is exactly this amount, once under this name.
   *
   * @return whether it did, now or before; if not, nothing was moved
   */
  boolean stack(Hash32 name, Amount amount) throws IOException;

  /** Whether it put notes into the cassettes under this name. */
  boolean hasStacked(Hash32 name) throws IOException;

  /** Gives back what is held, and nothing that was stacked. */
  void giveBack() throws IOException;

  /**
   * Whether the notes in the cassettes make all of these amounts together. Then each of them can be
   * handed out, in any order.
   */
  boolean canDispense(List<Amount> amounts) throws IOException;

  /** Hands notes out, once under this name. */
  void dispense(Hash32 name, Amount amount) throws IOException;

  /** Whether it handed notes out under this name; it hands none out now. */
  boolean hasDispensed(Hash32 name) throws IOException;
}
