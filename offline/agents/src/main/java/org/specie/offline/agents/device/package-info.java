/**
 * What secure devices ask agents for, as they signed it. Spec: docs/spec/54-agents.md section 2.
 */
@NullMarked
package org.specie.offline.agents.device;

import org.jspecify.annotations.NullMarked;
