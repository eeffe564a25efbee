/** Runs of the simulator that every build repeats. Source: docs/guides/simulation.md. */
@NullMarked
package org.specie.quality.testkit.simulation;

import org.jspecify.annotations.NullMarked;
