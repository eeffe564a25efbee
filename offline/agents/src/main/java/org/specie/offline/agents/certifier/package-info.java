/**
 * The agent that signs payment keys it does not see, its book, and whoever reads that book. Spec:
 * docs/spec/54-agents.md section 4.
 */
@NullMarked
package org.specie.offline.agents.certifier;

import org.jspecify.annotations.NullMarked;
