/**
 * A replica as a process: the production state machine, log and executor on a simulated machine.
 * Source: docs/guides/simulation.md.
 */
@NullMarked
package org.specie.quality.testkit.simulation.replica;

import org.jspecify.annotations.NullMarked;
