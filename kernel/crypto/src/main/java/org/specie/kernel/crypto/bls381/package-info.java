/**
 * The pairing-friendly curve BLS12-381 by foreign-function calls into blst: scalars, the two
 * groups, hashing to the curve, multi-scalar multiplication and pairing products. Values are
 * immutable; every native call works in scratch memory of its own thread. Source:
 * docs/spec/01-bls12-381.md.
 */
@NullMarked
package org.specie.kernel.crypto.bls381;

import org.jspecify.annotations.NullMarked;
