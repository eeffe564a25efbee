/**
 * Paying through the device, once and with the owner's word. Spec: docs/spec/52-purse.md section 4.
 */
@NullMarked
package org.specie.offline.purse.paying;

import org.jspecify.annotations.NullMarked;
