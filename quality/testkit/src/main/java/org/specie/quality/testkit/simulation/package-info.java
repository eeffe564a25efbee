/**
 * A whole ledger in one thread and in virtual time: production replicas on simulated networks,
 * disks and clocks, among liars and crashes, all from one seed. After each event the invariants are
 * checked; the same seed gives the same events. Source: docs/guides/simulation.md.
 */
@NullMarked
package org.specie.quality.testkit.simulation;

import org.jspecify.annotations.NullMarked;
