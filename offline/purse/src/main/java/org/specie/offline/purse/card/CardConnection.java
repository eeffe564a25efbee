package org.specie.offline.purse.card;

import java.io.Closeable;
import org.specie.kernel.core.Reason;

/**
 * A card that was found, its applet selected, until whoever has the connection closes it. Every way
 * to a card gives one: a reader of this machine, or a line to the device. Spec:
 * docs/spec/52-purse.md, clauses 6.4 and 6.5.
 */
public interface CardConnection extends CardChannel, Closeable {
  /** What came of looking for a card. */
  sealed interface Opening {
    /** It is there; whoever has the connection closes it. */
    record Opened(CardConnection connection) implements Opening {}

    /** It is not; nothing happened to any card. */
    record Refused(Reason reason) implements Opening {}
  }
}
