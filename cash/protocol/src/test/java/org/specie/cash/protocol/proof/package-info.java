/**
 * Attacks on the statements of private cash: a prover that builds every part itself and checks
 * nothing, and one test a numbered lie. Source: docs/spec/10-private-cash.md, clauses 10.14 to
 * 10.20.
 */
@NullMarked
package org.specie.cash.protocol.proof;

import org.jspecify.annotations.NullMarked;
