/** Tests of a whole network, with people who use it as a wallet would. */
@NullMarked
package org.specie.node;

import org.jspecify.annotations.NullMarked;
