/** Tests of the package of the same name. */
@NullMarked
package org.specie.wallet.spending;

import org.jspecify.annotations.NullMarked;
