/**
 * Disks that forget what was not synced, tear the last write, rot, and run out of space. Source:
 * docs/guides/simulation.md.
 */
@NullMarked
package org.specie.quality.testkit.simulation.disk;

import org.jspecify.annotations.NullMarked;
