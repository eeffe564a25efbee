/**
 * The agent that gives owner ids, and the register that holds, sealed to a quorum of authorities,
 * whose they are. Spec: docs/spec/56-register.md section 2.
 */
@NullMarked
package org.specie.offline.agents.pseudonym;

import org.jspecify.annotations.NullMarked;
