/**
 * Named mixtures of faults and liars, random ones and scripted ones. Source:
 * docs/guides/simulation.md.
 */
@NullMarked
package org.specie.quality.testkit.simulation.scenario;

import org.jspecify.annotations.NullMarked;
