/**
 * Who operates a simulated ledger when: the keys of every machine, and the sets in force one after
 * the other. Source: docs/guides/simulation.md.
 */
@NullMarked
package org.specie.quality.testkit.simulation.operators;

import org.jspecify.annotations.NullMarked;
