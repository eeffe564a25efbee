/** Tests of the package of the same name. */
@NullMarked
package org.specie.wallet.storage;

import org.jspecify.annotations.NullMarked;
