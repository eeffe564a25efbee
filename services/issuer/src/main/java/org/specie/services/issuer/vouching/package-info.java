/**
 * The root as a process while cards are prepared, and a station's way to it. Spec:
 * docs/spec/58-issuer-service.md section 8c.
 */
@NullMarked
package org.specie.services.issuer.vouching;

import org.jspecify.annotations.NullMarked;
