/** Tests of the package of the same name. */
@NullMarked
package org.specie.wallet.receipt;

import org.jspecify.annotations.NullMarked;
