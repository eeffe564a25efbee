/** Tests of the package of the same name. */
@NullMarked
package org.specie.offline.vault.log;

import org.jspecify.annotations.NullMarked;
