/** Tests of blind signatures against their spec page and the RFC's vector. */
@NullMarked
package org.specie.kernel.crypto.blind;

import org.jspecify.annotations.NullMarked;
