/**
 * SBFT as a pure state machine: {@code step(now, input)} gives effects. No thread, clock, socket or
 * file; time, messages and finished work are inputs, and what must be durable before a message may
 * leave stands before it in the effects. Source: docs/spec/23-sbft.md.
 */
@NullMarked
package org.specie.ledger.consensus;

import org.jspecify.annotations.NullMarked;
