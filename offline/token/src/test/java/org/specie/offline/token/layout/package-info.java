/** Tests of the package of the same name. */
@NullMarked
package org.specie.offline.token.layout;

import org.jspecify.annotations.NullMarked;
