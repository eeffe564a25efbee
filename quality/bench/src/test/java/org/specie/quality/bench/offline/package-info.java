/** Tests of the package of the same name. */
@NullMarked
package org.specie.quality.bench.offline;

import org.jspecify.annotations.NullMarked;
