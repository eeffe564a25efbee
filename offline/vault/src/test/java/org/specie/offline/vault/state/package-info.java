/** Tests of the package of the same name. */
@NullMarked
package org.specie.offline.vault.state;

import org.jspecify.annotations.NullMarked;
