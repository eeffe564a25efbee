/** A registrar on its own. */
@NullMarked
package org.specie.services.registrar;

import org.jspecify.annotations.NullMarked;
