/**
 * State transfer between replicas: how one that fell behind or lost its disk fetches state and
 * blocks from sources it does not trust, and how it serves others. The fetching side is a state
 * machine without threads, clocks or files: messages, ticks and finished local writes go in,
 * messages and local writes come out. Source: docs/spec/26-state-transfer.md.
 */
@NullMarked
package org.specie.ledger.sbft.transfer;

import org.jspecify.annotations.NullMarked;
