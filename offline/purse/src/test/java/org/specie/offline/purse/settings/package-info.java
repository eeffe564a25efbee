/** Tests of the package of the same name. */
@NullMarked
package org.specie.offline.purse.settings;

import org.jspecify.annotations.NullMarked;
