/** Tests of the package of the same name. */
@NullMarked
package org.specie.cli.pos;

import org.jspecify.annotations.NullMarked;
