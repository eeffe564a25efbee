/** Tests of the block log and of execution along it. Source: docs/spec/20-ledger.md, section 9. */
@NullMarked
package org.specie.ledger.state.blocks;

import org.jspecify.annotations.NullMarked;
