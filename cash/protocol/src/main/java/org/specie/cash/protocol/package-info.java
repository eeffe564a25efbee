/**
 * Private cash: credentials, coins, nullifiers, budgets, and the proofs that tie them. This package
 * holds what all the others share: the domain of a ledger, its public bases, its rules. Source:
 * docs/spec/10-private-cash.md.
 */
@NullMarked
package org.specie.cash.protocol;

import org.jspecify.annotations.NullMarked;
