/**
 * What a wallet's books say of a period, with balances that tie to the ledger, as CSV and as a
 * bank's statement. Source: docs/spec/32-statements.md.
 */
@NullMarked
package org.specie.wallet.statement;

import org.jspecify.annotations.NullMarked;
