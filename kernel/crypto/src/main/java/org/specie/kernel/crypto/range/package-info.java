/**
 * Aggregated range proofs over Pedersen commitments: one proof that many committed values lie in
 * [0, 2^48). Source: docs/spec/03-range-proofs.md.
 */
@NullMarked
package org.specie.kernel.crypto.range;

import org.jspecify.annotations.NullMarked;
