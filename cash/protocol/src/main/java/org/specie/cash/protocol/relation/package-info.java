/**
 * The statements: what each kind of transaction proves, written once for prover and verifiers.
 * Source: docs/spec/10-private-cash.md, clauses 10.5 to 10.9.
 */
@NullMarked
package org.specie.cash.protocol.relation;

import org.jspecify.annotations.NullMarked;
