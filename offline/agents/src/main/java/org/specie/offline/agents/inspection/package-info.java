/**
 * What the issuer sees of payments that come in, and the alarms that follow from them for certain.
 * Spec: docs/spec/54-agents.md section 6.
 */
@NullMarked
package org.specie.offline.agents.inspection;

import org.jspecify.annotations.NullMarked;
