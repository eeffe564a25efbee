/**
 * What a purse paid and received, as its journal says, for its owner and for bookkeeping. Spec:
 * docs/spec/52-purse.md section 9.
 */
@NullMarked
package org.specie.offline.purse.history;

import org.jspecify.annotations.NullMarked;
