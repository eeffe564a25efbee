/** The secret keys of the root and of agents. Spec: docs/spec/54-agents.md 3.1, 4.1 and 5.1. */
@NullMarked
package org.specie.offline.agents.key;

import org.jspecify.annotations.NullMarked;
