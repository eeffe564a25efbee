/**
 * What fields of the token hold: times, identifiers, classes of devices, validity, currency. Spec:
 * docs/spec/50-art.md section 1.
 */
@NullMarked
package org.specie.offline.token.value;

import org.jspecify.annotations.NullMarked;
