/**
 * The storage port in memory, for tests and throw-away ledgers. Source: docs/spec/20-ledger.md,
 * clause 8.9.
 */
@NullMarked
package org.specie.ledger.state.memory;

import org.jspecify.annotations.NullMarked;
