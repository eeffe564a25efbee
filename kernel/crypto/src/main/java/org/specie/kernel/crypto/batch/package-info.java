/**
 * Many equations checked as one: random linear combinations of G1 equations and of pairing
 * equations with fixed second arguments, folded over many statements into one multi-pairing and few
 * large multi-scalar multiplications. Source: docs/spec/02-sigma-proofs.md, clauses 2.5 to 2.8.
 */
@NullMarked
package org.specie.kernel.crypto.batch;

import org.jspecify.annotations.NullMarked;
