package org.specie.ledger.api.snapshot;

import org.specie.kernel.core.Reason;

/** What became of the wish to restore a state. */
public sealed interface Begun {
  /** It is under way. */
  record Started(Restoration restoration) implements Begun {}

  /** The manifest is not that of the header, or of no use here; nothing has changed. */
  record Refused(Reason reason) implements Begun {}
}
