package org.specie.ledger.api.block;

import org.specie.kernel.core.Hash32;

/**
 * The hash that stands for the whole state after a block. It is a function of the set of entries
 * alone, not of the order in which they were written. Source: docs/spec/20-ledger.md, section 8.
 */
public record StateRoot(Hash32 hash) {
  /** The root of the state without entries. */
  public static final StateRoot EMPTY = new StateRoot(Hash32.ZERO);

  @Override
  public String toString() {
    return hash.toHex();
  }
}
