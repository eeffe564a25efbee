/**
 * Storms over real processes, and what must be true afterwards. Source:
 * docs/spec/25-sbft-engine.md.
 */
@NullMarked
package org.specie.quality.testkit.chaos;

import org.jspecify.annotations.NullMarked;
