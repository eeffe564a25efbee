/**
 * Receipts of private payments: the payee shows to whom it likes that it was paid, how much and
 * when, and a third party verifies that with the ledger's genesis alone. Source:
 * docs/spec/33-receipts.md.
 */
@NullMarked
package org.specie.wallet.receipt;

import org.jspecify.annotations.NullMarked;
