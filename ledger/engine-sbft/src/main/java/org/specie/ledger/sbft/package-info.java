/**
 * Runs the consensus state machine for real: its log on a disk, its messages over the transport,
 * its timers, execution, state transfer and reconfiguration. Source: docs/spec/25-sbft-engine.md.
 */
@NullMarked
package org.specie.ledger.sbft;

import org.jspecify.annotations.NullMarked;
