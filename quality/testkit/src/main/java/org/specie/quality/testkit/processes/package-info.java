/**
 * A network of replicas as processes of this machine: the real engine, log, transport and state,
 * with an application whose requests mean little and whose answers clients can verify. Tests kill,
 * pause and wipe them; benchmarks measure them. Source: docs/spec/25-sbft-engine.md.
 */
@NullMarked
package org.specie.quality.testkit.processes;

import org.jspecify.annotations.NullMarked;
