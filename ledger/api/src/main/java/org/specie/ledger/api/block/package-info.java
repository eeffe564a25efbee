/**
 * What a ledger is made of, and the canonical bytes of each part: genesis, transactions, results,
 * headers, blocks, and Merkle proofs that a block contains one of them. Source:
 * docs/spec/20-ledger.md, sections 2 to 5.
 */
@NullMarked
package org.specie.ledger.api.block;

import org.jspecify.annotations.NullMarked;
