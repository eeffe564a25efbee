/**
 * The agent that gives back what a device held when it ended, once. Spec: docs/spec/54-agents.md
 * section 7.
 */
@NullMarked
package org.specie.offline.agents.recovery;

import org.jspecify.annotations.NullMarked;
