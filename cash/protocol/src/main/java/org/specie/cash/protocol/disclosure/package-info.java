/**
 * What somebody proves of its own past: the income of a period, and every step of one. Pure, as all
 * of the protocol; that the steps stand on the ledger, and when, is for whoever verifies a file of
 * them. Source: docs/spec/34-income-and-disclosure.md, clauses 34.1 to 34.10.
 */
@NullMarked
package org.specie.cash.protocol.disclosure;

import org.jspecify.annotations.NullMarked;
