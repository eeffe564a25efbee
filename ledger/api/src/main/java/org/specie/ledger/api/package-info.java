/**
 * The two ports between money and consensus. {@link org.specie.ledger.api.ReplicatedApplication} is
 * the state machine that an ordered log drives; {@link org.specie.ledger.api.ConsensusEngine} is
 * whatever orders the log and proves it final. Identity, keys and tuning differ from engine to
 * engine and go to its constructor.
 *
 * <p>Source: docs/spec/20-ledger.md.
 */
@NullMarked
package org.specie.ledger.api;

import org.jspecify.annotations.NullMarked;
