/** Tests of the package of the same name. */
@NullMarked
package org.specie.offline.purse.device;

import org.jspecify.annotations.NullMarked;
