/**
 * What must hold after every event, watched from outside of the replicas. Source:
 * docs/guides/simulation.md.
 */
@NullMarked
package org.specie.quality.testkit.simulation.invariant;

import org.jspecify.annotations.NullMarked;
