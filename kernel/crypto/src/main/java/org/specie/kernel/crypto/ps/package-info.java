/**
 * Threshold Pointcheval–Sanders signatures on a list of attributes, some of them hidden in
 * commitments: verification keys, key shares, signing requests, partial signatures and their
 * aggregation, one by one and many at once. The verifier of a shown signature needs fixed elements
 * of the second group only. Source: docs/spec/04-threshold-signatures.md, clauses 4.3 to 4.9a.
 */
@NullMarked
package org.specie.kernel.crypto.ps;

import org.jspecify.annotations.NullMarked;
