/**
 * What everybody who reads the ledger, and all operators together, learn of a private payment: two
 * worlds with the same public schedule, and distinguishers that must do no better than chance in
 * telling them apart. Source: docs/spec/10-private-cash.md, clauses 10.21 to 10.26.
 */
@NullMarked
package org.specie.cash.protocol.privacy;

import org.jspecify.annotations.NullMarked;
