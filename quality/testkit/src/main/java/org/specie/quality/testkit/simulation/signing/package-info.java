/**
 * Signatures that are cheap to compute and that nobody in the simulation can forge. Source:
 * docs/guides/simulation.md.
 */
@NullMarked
package org.specie.quality.testkit.simulation.signing;

import org.jspecify.annotations.NullMarked;
