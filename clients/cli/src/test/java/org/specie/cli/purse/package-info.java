/** Tests of the package of the same name. */
@NullMarked
package org.specie.cli.purse;

import org.jspecify.annotations.NullMarked;
