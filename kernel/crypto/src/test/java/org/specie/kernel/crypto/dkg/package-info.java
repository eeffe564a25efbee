/** Tests of distributed key generation: honest ceremonies, and one liar of each kind. */
@NullMarked
package org.specie.kernel.crypto.dkg;

import org.jspecify.annotations.NullMarked;
