/** How many messages and bytes a decision costs. Source: docs/guides/simulation.md. */
@NullMarked
package org.specie.quality.testkit.simulation.traffic;

import org.jspecify.annotations.NullMarked;
