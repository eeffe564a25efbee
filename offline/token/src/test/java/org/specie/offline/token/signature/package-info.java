/** Tests of the package of the same name. */
@NullMarked
package org.specie.offline.token.signature;

import org.jspecify.annotations.NullMarked;
