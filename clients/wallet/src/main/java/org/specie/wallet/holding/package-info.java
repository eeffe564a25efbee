/**
 * What a wallet knows, as a value: its live state, the coins it has not claimed, the transaction on
 * its way, and the history. Source: docs/spec/30-wallet.md, clauses 30.3 and 30.9.
 */
@NullMarked
package org.specie.wallet.holding;

import org.jspecify.annotations.NullMarked;
