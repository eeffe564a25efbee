/**
 * The port behind which a secure device pays and redeems, and what it refuses by itself. Spec:
 * docs/spec/52-purse.md sections 1 and 6.
 */
@NullMarked
package org.specie.offline.purse.device;

import org.jspecify.annotations.NullMarked;
