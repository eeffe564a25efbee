/**
 * The durable chain of a replica and the execution of blocks against it, as every engine needs
 * them. {@link org.specie.ledger.state.blocks.BlockLog} keeps blocks, certificates and what remains
 * of both after pruning; {@link org.specie.ledger.state.blocks.BlockExecutor} brings an application
 * to the end of the log and makes the next block from what was decided. Source:
 * docs/spec/20-ledger.md, section 9.
 */
@NullMarked
package org.specie.ledger.state.blocks;

import org.jspecify.annotations.NullMarked;
