/** Tests of message authentication codes. */
@NullMarked
package org.specie.kernel.crypto.mac;

import org.jspecify.annotations.NullMarked;
