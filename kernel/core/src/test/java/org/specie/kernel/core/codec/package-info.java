/** Tests of the canonical encoding. */
@NullMarked
package org.specie.kernel.core.codec;

import org.jspecify.annotations.NullMarked;
