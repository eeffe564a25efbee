package org.specie.ledger.local;

import org.specie.kernel.core.Check;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.Transaction;

/**
 * Limits of the local engine.
 *
 * @param pendingMax transactions that may wait for a block; more are refused
 * @param pendingBytesMax bytes of transactions that may wait for a block
 * @param blockTransactionsMax transactions in one block
 * @param blockBytesMax bytes of transactions in one block
 * @param openWorkMs how long the engine waits for transactions before it makes an empty block for
 *     work that needs heights
 */
public record LocalEngineConfig(
    int pendingMax,
    int pendingBytesMax,
    int blockTransactionsMax,
    int blockBytesMax,
    long openWorkMs) {
  private static final int MIB = 1024 * 1024;

  public LocalEngineConfig {
    Check.that(pendingMax >= 1, "at least one transaction may wait");
    Check.that(
        1 <= blockTransactionsMax && blockTransactionsMax <= Block.TRANSACTIONS_MAX,
        "a block has 1 to 4096 transactions");
    Check.that(
        blockBytesMax >= Transaction.BYTES_MAX && pendingBytesMax >= Transaction.BYTES_MAX,
        "the largest transaction fits");
    Check.that(blockBytesMax <= Block.TRANSACTIONS_BYTES_MAX, "a block has at most 1 MiB");
    Check.that(openWorkMs > 0, "empty blocks take their time");
  }

  /** Blocks of up to 256 transactions and 1 MiB, 10,000 transactions and 64 MiB waiting. */
  public static LocalEngineConfig defaults() {
    return new LocalEngineConfig(10_000, 64 * MIB, 256, Block.TRANSACTIONS_BYTES_MAX, 100);
  }
}
