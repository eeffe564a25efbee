/** Asking for money and taking it, without the device. Spec: docs/spec/52-purse.md section 3. */
@NullMarked
package org.specie.offline.purse.receiving;

import org.jspecify.annotations.NullMarked;
