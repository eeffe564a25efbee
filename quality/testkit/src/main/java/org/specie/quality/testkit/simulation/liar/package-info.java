/**
 * Replicas under an adversary: they hold their own keys and nothing else, and keep to no rule.
 * Source: docs/guides/simulation.md.
 */
@NullMarked
package org.specie.quality.testkit.simulation.liar;

import org.jspecify.annotations.NullMarked;
