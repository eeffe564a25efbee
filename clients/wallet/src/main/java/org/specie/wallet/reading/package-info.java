/**
 * What a wallet reads from the ledger: its own transactions, the coins it was paid, and, from the
 * words alone, all of it again. Nothing a ledger shows is believed before a signature has been
 * verified. Source: docs/spec/30-wallet.md, clauses 30.6 to 30.8.
 */
@NullMarked
package org.specie.wallet.reading;

import org.jspecify.annotations.NullMarked;
