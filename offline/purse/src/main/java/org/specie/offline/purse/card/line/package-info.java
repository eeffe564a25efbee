/**
 * Devices on a line of their own, which is a TCP connection: what a reader says to its card goes
 * there as it is. Spec: docs/spec/52-purse.md, clause 6.5.
 */
@NullMarked
package org.specie.offline.purse.card.line;

import org.jspecify.annotations.NullMarked;
