package org.specie.ledger.api.chain;

import org.specie.kernel.core.Verdict;
import org.specie.ledger.api.block.Block;

/**
 * Recomputes from public data whatever the application claims about it, for instance the supply of
 * money. It is handed every block in order, after the chain verifier has found it sound, and may
 * keep what it has learnt so far.
 */
@FunctionalInterface
public interface BlockAuditor {
  /** Takes the next sound block; a refusal ends the verification at this block. */
  Verdict audit(Block block);

  /** An auditor with nothing to recompute. */
  static BlockAuditor none() {
    return block -> Verdict.accepted();
  }
}
