/**
 * From what a person wants to a transaction: which coin is claimed on the way, whether the budget
 * renews, and what the wallet refuses before the ledger has to. Source: docs/spec/30-wallet.md,
 * clauses 30.4 and 30.10.
 */
@NullMarked
package org.specie.wallet.spending;

import org.jspecify.annotations.NullMarked;
