/**
 * What a wallet holds: a state credential and coins, and how they are shown without being given
 * away. Source: docs/spec/10-private-cash.md, clauses 10.2 and 10.4.
 */
@NullMarked
package org.specie.cash.protocol.credential;

import org.jspecify.annotations.NullMarked;
