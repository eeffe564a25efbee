/**
 * A prover that can be told to cheat and an evaluation of single equations, in the package whose
 * relations they open up. Source: docs/spec/02-sigma-proofs.md.
 */
@NullMarked
package org.specie.kernel.crypto.sigma;

import org.jspecify.annotations.NullMarked;
