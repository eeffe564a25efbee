/**
 * The wallet's file: encrypted under a passphrase, replaced whole or not at all. Source:
 * docs/spec/30-wallet.md, clauses 30.3 and 30.4.
 */
@NullMarked
package org.specie.wallet.storage;

import org.jspecify.annotations.NullMarked;
