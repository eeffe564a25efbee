/**
 * The Fiat–Shamir transcript: whatever a proof is bound to, labelled and length-prefixed, hashed by
 * SHA-256. Source: docs/spec/02-sigma-proofs.md, clause 2.2.
 */
@NullMarked
package org.specie.kernel.crypto.transcript;

import org.jspecify.annotations.NullMarked;
