/** Tests of the package of the same name. */
@NullMarked
package org.specie.wallet.holding;

import org.jspecify.annotations.NullMarked;
