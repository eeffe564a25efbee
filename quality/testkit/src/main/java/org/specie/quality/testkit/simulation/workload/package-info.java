/**
 * Clients with numbered requests, and the small replicated application that serves them exactly
 * once. Source: docs/guides/simulation.md.
 */
@NullMarked
package org.specie.quality.testkit.simulation.workload;

import org.jspecify.annotations.NullMarked;
