/**
 * Sigma protocols for linear relations in G1, made non-interactive. A {@link
 * org.specie.kernel.crypto.sigma.Relation} is written once; prover, naive verifier and batch
 * verifier all read it, so that they cannot drift apart. Source: docs/spec/02-sigma-proofs.md.
 */
@NullMarked
package org.specie.kernel.crypto.sigma;

import org.jspecify.annotations.NullMarked;
