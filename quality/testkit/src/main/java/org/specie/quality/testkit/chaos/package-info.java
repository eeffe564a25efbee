/**
 * Replicas as processes that are killed, paused, wiped and cut off under load, from a seed that
 * chooses what and whom, and what must be true afterwards. Source: docs/spec/25-sbft-engine.md.
 */
@NullMarked
package org.specie.quality.testkit.chaos;

import org.jspecify.annotations.NullMarked;
