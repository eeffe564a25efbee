/** Tests of encryption to view keys and to oneself against their spec page and its vectors. */
@NullMarked
package org.specie.kernel.crypto.hybrid;

import org.jspecify.annotations.NullMarked;
