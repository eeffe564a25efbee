/**
 * The managers of devices as a process, and a station's way to them. Spec:
 * docs/spec/58-issuer-service.md section 8b.
 */
@NullMarked
package org.specie.services.issuer.management;

import org.jspecify.annotations.NullMarked;
