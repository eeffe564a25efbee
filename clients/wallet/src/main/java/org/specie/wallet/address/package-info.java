/**
 * How a payment address is written for people to copy, print and scan: Bech32m with the prefix
 * {@code spc}. Source: docs/spec/30-wallet.md, clauses 30.1 and 30.2.
 */
@NullMarked
package org.specie.wallet.address;

import org.jspecify.annotations.NullMarked;
