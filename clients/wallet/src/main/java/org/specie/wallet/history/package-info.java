/**
 * What a wallet did and what was done to it, each entry with its state. Source:
 * docs/spec/30-wallet.md, clause 30.9.
 */
@NullMarked
package org.specie.wallet.history;

import org.jspecify.annotations.NullMarked;
