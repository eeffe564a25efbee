/**
 * How devices come from their maker to a station: batches, who holds them, and what arrived. Spec:
 * docs/spec/57-station.md section 9.
 */
@NullMarked
package org.specie.offline.agents.supply;

import org.jspecify.annotations.NullMarked;
