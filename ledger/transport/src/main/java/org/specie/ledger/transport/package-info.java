/**
 * Authenticated connections between operators, and from wallets to operators: TLS 1.3 with operator
 * certificates from a governance authority, frames with limits, bounded queues. Source:
 * docs/spec/24-transport.md.
 */
@NullMarked
package org.specie.ledger.transport;

import org.jspecify.annotations.NullMarked;
