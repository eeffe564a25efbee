/** Tests of the package of the same name. */
@NullMarked
package org.specie.offline.token.check;

import org.jspecify.annotations.NullMarked;
