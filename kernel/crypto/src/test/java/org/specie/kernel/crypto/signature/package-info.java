/** Tests of signatures, accounts and addresses against their spec page and its vectors. */
@NullMarked
package org.specie.kernel.crypto.signature;

import org.jspecify.annotations.NullMarked;
