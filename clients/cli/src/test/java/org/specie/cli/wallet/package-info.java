/** Tests of the package of the same name. */
@NullMarked
package org.specie.cli.wallet;

import org.jspecify.annotations.NullMarked;
