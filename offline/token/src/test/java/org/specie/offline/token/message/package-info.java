/** Tests of the package of the same name. */
@NullMarked
package org.specie.offline.token.message;

import org.jspecify.annotations.NullMarked;
