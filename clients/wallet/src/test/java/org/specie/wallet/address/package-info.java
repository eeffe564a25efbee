/** Tests of the package of the same name. */
@NullMarked
package org.specie.wallet.address;

import org.jspecify.annotations.NullMarked;
