/** Replicas of many operators in one process. Source: docs/spec/25-sbft-engine.md. */
@NullMarked
package org.specie.quality.testkit.processes;

import org.jspecify.annotations.NullMarked;
