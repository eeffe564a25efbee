/**
 * Planted bugs: copies of the consensus sources with one thing wrong, each of which the simulator
 * has to see. Source: docs/guides/simulation.md.
 */
@NullMarked
package org.specie.quality.testkit.simulation.mutation;

import org.jspecify.annotations.NullMarked;
