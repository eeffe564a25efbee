/**
 * The consensus engine of one process: it orders, executes, signs with the operators' keys it was
 * given, and writes the chain. For development, for demonstrations, and as the oracle the other
 * engines are held against; whoever runs it is trusted. The {@link
 * org.specie.ledger.local.Sequencer} does the work without threads; the {@link
 * org.specie.ledger.local.LocalEngine} around it is the edge. Source: docs/spec/20-ledger.md,
 * section 9.
 */
@NullMarked
package org.specie.ledger.local;

import org.jspecify.annotations.NullMarked;
