/**
 * What a wallet's files that prove something to others look like: text that people read and
 * programs too, made of the bytes that prove it and of nothing else. Source:
 * docs/spec/33-receipts.md, clause 33.5.
 */
@NullMarked
package org.specie.wallet.showing;

import org.jspecify.annotations.NullMarked;
