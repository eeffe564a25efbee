/** Tests of the range proofs against their spec pages. */
@NullMarked
package org.specie.kernel.crypto.range;

import org.jspecify.annotations.NullMarked;
