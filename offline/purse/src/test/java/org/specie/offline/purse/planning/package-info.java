/** Tests of the package of the same name. */
@NullMarked
package org.specie.offline.purse.planning;

import org.jspecify.annotations.NullMarked;
