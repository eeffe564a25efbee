/** Tests of threshold signatures against their spec page, with a dealer that only tests may use. */
@NullMarked
package org.specie.kernel.crypto.ps;

import org.jspecify.annotations.NullMarked;
