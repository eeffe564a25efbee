/**
 * Whom a purse believes: what it was given of its issuer, before anything else. Spec:
 * docs/spec/52-purse.md section 10.
 */
@NullMarked
package org.specie.offline.purse.trust;

import org.jspecify.annotations.NullMarked;
