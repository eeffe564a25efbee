/** Tests of batch verification by itself. */
@NullMarked
package org.specie.kernel.crypto.batch;

import org.jspecify.annotations.NullMarked;
