/** Tests of threshold escrow against its spec page. */
@NullMarked
package org.specie.kernel.crypto.escrow;

import org.jspecify.annotations.NullMarked;
