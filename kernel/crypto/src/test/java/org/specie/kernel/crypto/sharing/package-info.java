/** Tests of interpolation against its spec page. */
@NullMarked
package org.specie.kernel.crypto.sharing;

import org.jspecify.annotations.NullMarked;
