/** Where every choice of a simulation comes from: one seed. Source: docs/guides/simulation.md. */
@NullMarked
package org.specie.quality.testkit.simulation.chance;

import org.jspecify.annotations.NullMarked;
