/**
 * A certifier as a process: whoever carries a device's request may bring it, and the core says
 * whether it is signed. Spec: docs/spec/58-issuer-service.md section 6.
 */
@NullMarked
package org.specie.services.issuer.certifier;

import org.jspecify.annotations.NullMarked;
