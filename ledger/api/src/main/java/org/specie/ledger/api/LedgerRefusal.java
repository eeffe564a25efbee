package org.specie.ledger.api;

import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;

/**
 * Why the ledger refuses a block, a proof or a submission. Source: docs/reference/errors.md, 4xxx.
 */
public enum LedgerRefusal implements Reason {
  BLOCK_MISSING(
      4001,
      "The chain has no block at this height.",
      "Fetch the block from another source and verify again."),
  BLOCK_MALFORMED(
      4002,
      "The stored bytes are not a block in canonical encoding.",
      "Replace the block from another source; its storage is damaged or was changed."),
  LEDGER_DIFFERS(
      4003,
      "The block belongs to another ledger.",
      "Check that genesis and chain come from the same ledger."),
  HEIGHT_DIFFERS(
      4004,
      "The block names another height than the one it is stored at.",
      "Replace the block from another source."),
  PARENT_DIFFERS(
      4005,
      "The block does not continue its predecessor.",
      "Replace the block, or its predecessor, from another source."),
  TIME_RUNS_BACK(
      4006,
      "The block is older than its predecessor.",
      "Do not rely on this chain: no honest operator signs such a block."),
  TRANSACTIONS_ROOT_DIFFERS(
      4007,
      "The transactions are not those the header commits to.",
      "Replace the block from another source."),
  RESULTS_ROOT_DIFFERS(
      4008,
      "The results are not those the header commits to.",
      "Replace the block from another source."),
  RESULT_MISPLACED(
      4009,
      "A result does not belong to the transaction at its place.",
      "Do not rely on this chain: no honest operator signs such a block."),
  CERTIFICATE_MISSING(
      4010,
      "The block has no certificate.",
      "Fetch the certificate from another source; without it the block is not final."),
  CERTIFICATE_MALFORMED(
      4011,
      "The stored bytes are not a certificate in canonical encoding.",
      "Replace the certificate from another source."),
  CERTIFICATE_INVALID(
      4012,
      "The certificate does not prove that a quorum of operators signed this block.",
      "Do not rely on the block; fetch block and certificate from another source."),
  GENESIS_DIFFERS(
      4013,
      "Block 0 is not the start that the genesis describes.",
      "Check that genesis and chain come from the same ledger."),
  OPERATORS_DIFFER(
      4014,
      "The block hands over to other operators than it says, or to those of another epoch.",
      "Replace the block from another source; if it is certified, do not rely on this chain."),
  RESULT_DIVERGES(
      4020,
      "Executing the block again gives other results or another state than the chain records.",
      "Keep the data for inspection and restore the application from its peers or a backup."),
  APPLICATION_AHEAD(
      4021,
      "The application is at a height that the block log does not reach.",
      "Restore the block log that belongs to this application state."),
  MEMPOOL_FULL(
      4031, "Too many transactions are waiting to be ordered.", "Submit again in a moment."),
  ENGINE_STOPPED(4032, "The engine is not running.", "Start it, or submit to another operator."),
  READ_ONLY(
      4033,
      "This is a reader, which takes no transactions.",
      "Submit to the replica of an operator."),
  PROOF_INVALID(
      4040, "The proof does not show what it claims.", "Ask another operator for the proof.");

  private final int code;
  private final String sentence;
  private final String remedy;

  LedgerRefusal(int code, String sentence, String remedy) {
    this.code = code;
    this.sentence = sentence;
    this.remedy = remedy;
  }

  @Override
  public int code() {
    return code;
  }

  @Override
  public String sentence() {
    return sentence;
  }

  @Override
  public String remedy() {
    return remedy;
  }

  /** A verdict that refuses for this reason. */
  public Verdict refused() {
    return Verdict.refused(this);
  }
}
