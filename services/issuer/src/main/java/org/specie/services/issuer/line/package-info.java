/**
 * How roles of the issuer ask each other: calls and answers signed by the keys of their ends, over
 * whatever carries them. Spec: docs/spec/58-issuer-service.md section 4.
 */
@NullMarked
package org.specie.services.issuer.line;

import org.jspecify.annotations.NullMarked;
