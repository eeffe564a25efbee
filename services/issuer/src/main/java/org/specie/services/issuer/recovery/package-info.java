/**
 * A recovery agent as a process, and a station's way to it. Spec: docs/spec/58-issuer-service.md
 * section 8.
 */
@NullMarked
package org.specie.services.issuer.recovery;

import org.jspecify.annotations.NullMarked;
