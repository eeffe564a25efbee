/** Tests of words, secrets and derivations against their spec page and its vectors. */
@NullMarked
package org.specie.kernel.crypto.seed;

import org.jspecify.annotations.NullMarked;
