/** Keys read back, and keys that were damaged. */
@NullMarked
package org.specie.services.issuer.key;

import org.jspecify.annotations.NullMarked;
