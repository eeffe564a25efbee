/**
 * Virtual time: the queue of what will happen, the trace of what did, and clocks that are wrong.
 * Source: docs/guides/simulation.md.
 */
@NullMarked
package org.specie.quality.testkit.simulation.time;

import org.jspecify.annotations.NullMarked;
