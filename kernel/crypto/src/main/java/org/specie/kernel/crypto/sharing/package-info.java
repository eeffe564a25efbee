/**
 * Sharing a scalar among operators by a polynomial: every operator holds its value at the
 * operator's index, any threshold of them interpolate the value at zero, fewer learn nothing.
 * Source: docs/spec/04-threshold-signatures.md, clauses 4.1 and 4.2.
 */
@NullMarked
package org.specie.kernel.crypto.sharing;

import org.jspecify.annotations.NullMarked;
