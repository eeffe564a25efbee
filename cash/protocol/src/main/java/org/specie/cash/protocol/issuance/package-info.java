/**
 * What operators sign for an applied transaction, and what wallets make of it. Source:
 * docs/spec/10-private-cash.md, clause 10.10.
 */
@NullMarked
package org.specie.cash.protocol.issuance;

import org.jspecify.annotations.NullMarked;
