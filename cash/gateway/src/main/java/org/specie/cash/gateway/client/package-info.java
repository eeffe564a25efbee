/**
 * The ledger as wallets see it, over replicas none of which is trusted: whatever can be proven is
 * verified, whatever cannot is compared among f + 1 replicas. Source: docs/spec/28-gateway.md,
 * sections 3 and 4.
 */
@NullMarked
package org.specie.cash.gateway.client;

import org.jspecify.annotations.NullMarked;
