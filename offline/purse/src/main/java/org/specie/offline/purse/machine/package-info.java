/**
 * A machine that changes banknotes into offline cash and back. Spec: docs/spec/62-cash-machine.md.
 */
@NullMarked
package org.specie.offline.purse.machine;

import org.jspecify.annotations.NullMarked;
