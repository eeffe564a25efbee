/** Tests of the curve arithmetic against its spec page. */
@NullMarked
package org.specie.kernel.crypto.bls381;

import org.jspecify.annotations.NullMarked;
