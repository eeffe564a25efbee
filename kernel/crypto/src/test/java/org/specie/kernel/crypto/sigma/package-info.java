/** Tests of the sigma layer and of batching. */
@NullMarked
package org.specie.kernel.crypto.sigma;

import org.jspecify.annotations.NullMarked;
