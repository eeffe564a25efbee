package org.specie.cash.application.signer;

import java.util.List;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.api.block.TransactionResult;

/**
 * Reads from a transaction and its result what operators sign for it. A pure function of these two:
 * whatever else an output depends on, such as the budget the policy granted, stands in the result's
 * event, which the block's header commits to.
 */
@FunctionalInterface
public interface SignableOutputs {
  /**
   * The outputs in order, none if the transaction creates none or is nothing this application
   * knows. Asked only about results that say "applied".
   */
  List<SignableOutput> of(Transaction transaction, TransactionResult result);
}
