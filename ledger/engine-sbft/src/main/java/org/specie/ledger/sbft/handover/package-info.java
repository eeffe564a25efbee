/**
 * What a replica goes on from when it starts and when operators change: what its disks say, which
 * epoch that belongs to, and the state machine that follows from it. Without threads and clocks.
 * Source: docs/spec/25-sbft-engine.md, sections 5 and 6.
 */
@NullMarked
package org.specie.ledger.sbft.handover;

import org.jspecify.annotations.NullMarked;
