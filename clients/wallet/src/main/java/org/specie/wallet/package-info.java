/**
 * The wallet library: what a person holds, and everything a person does with it. Keys, coins and
 * proofs never leave it; it asks the ledger nothing that names its owner. Source:
 * docs/spec/30-wallet.md.
 */
@NullMarked
package org.specie.wallet;

import org.jspecify.annotations.NullMarked;
