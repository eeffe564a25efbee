/**
 * Ordinary and private money with real proofs as the work of a simulated ledger, and what must hold
 * of it after every block. Source: docs/guides/simulation.md.
 */
@NullMarked
package org.specie.quality.testkit.simulation.workload.cash;

import org.jspecify.annotations.NullMarked;
