/**
 * What a purse may not forget: a chain of sealed records from which everything else follows. Spec:
 * docs/spec/52-purse.md section 2.
 */
@NullMarked
package org.specie.offline.purse.journal;

import org.jspecify.annotations.NullMarked;
