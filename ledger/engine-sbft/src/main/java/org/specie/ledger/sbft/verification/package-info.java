/**
 * Keys and verification of one replica in one epoch: what the state machine asks of cryptography,
 * answered from memory where workers have verified ahead of it. Source:
 * docs/spec/25-sbft-engine.md, section 4.
 */
@NullMarked
package org.specie.ledger.sbft.verification;

import org.jspecify.annotations.NullMarked;
