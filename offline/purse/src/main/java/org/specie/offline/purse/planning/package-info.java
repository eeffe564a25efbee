/**
 * What the owner means to pay, and what for money is set aside. It moves nothing by itself. Spec:
 * docs/spec/52-purse.md sections 12 and 13.
 */
@NullMarked
package org.specie.offline.purse.planning;

import org.jspecify.annotations.NullMarked;
