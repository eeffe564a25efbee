/**
 * Inspection as a process: it takes in payments that anybody brings, asks core and factory what was
 * given out, and tells an examiner its alarms. Spec: docs/spec/58-issuer-service.md section 9.
 */
@NullMarked
package org.specie.services.issuer.inspection;

import org.jspecify.annotations.NullMarked;
