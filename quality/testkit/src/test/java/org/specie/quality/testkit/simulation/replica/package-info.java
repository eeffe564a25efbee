/** Rules of the engine on blocks of the simulator. Source: docs/guides/simulation.md. */
@NullMarked
package org.specie.quality.testkit.simulation.replica;

import org.jspecify.annotations.NullMarked;
