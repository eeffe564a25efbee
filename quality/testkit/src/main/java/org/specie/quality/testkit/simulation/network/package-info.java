/**
 * Links that delay, lose, repeat and reorder, that are cut in one direction or both, and that heal.
 * Source: docs/guides/simulation.md.
 */
@NullMarked
package org.specie.quality.testkit.simulation.network;

import org.jspecify.annotations.NullMarked;
