package org.specie.offline.agents.inspection;

import org.specie.kernel.core.Check;

/**
 * What went into circulation and what came back.
 *
 * @param issuedMinor ever put into devices
 * @param creditedMinor ever credited to accounts for payments
 */
public record Totals(long issuedMinor, long creditedMinor) {
  static final Totals NONE = new Totals(0, 0);

  public Totals {
    Check.that(issuedMinor >= 0 && creditedMinor >= 0, "totals count up from nothing");
  }

  /** What is out; nothing when more came back than went in. */
  public long circulatingMinor() {
    return Math.max(0, issuedMinor - creditedMinor);
  }
}
