/**
 * A range prover that can be told to cheat, in the package whose witnesses it makes up. Source:
 * docs/spec/03b-bulletproofs-plus-plus.md.
 */
@NullMarked
package org.specie.kernel.crypto.range;

import org.jspecify.annotations.NullMarked;
