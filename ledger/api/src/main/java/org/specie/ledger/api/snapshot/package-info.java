/**
 * How a replica that has lost its state gets it back from others, seen from the application: a
 * manifest that leads to the certified state root, chunks that are each checked alone, and blocks
 * from which records outside the state are made again. Source: docs/spec/26-state-transfer.md,
 * sections 2 and 3.
 */
@NullMarked
package org.specie.ledger.api.snapshot;

import org.jspecify.annotations.NullMarked;
