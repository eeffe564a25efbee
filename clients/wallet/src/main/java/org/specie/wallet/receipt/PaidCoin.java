package org.specie.wallet.receipt;

import java.util.Optional;
import org.specie.cash.application.transaction.AppliedEvent;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.protocol.Outputs;
import org.specie.cash.protocol.Suite;
import org.specie.cash.protocol.transaction.Parts.CoinOutput;
import org.specie.cash.protocol.transaction.Parts.StateOutput;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.ledger.api.chain.TransactionProof;

/**
 * The coin by which an applied transaction pays somebody, the state it leaves to its payer, and
 * what their bases are made of.
 *
 * @param nullifier of the state that was consumed, canonical
 */
record PaidCoin(
    Outputs outputs, CoinOutput coin, StateOutput state, ByteString salt, ByteString nullifier) {
  /**
   * The coin of the transaction that {@code proof} is of, if it makes one for somebody. What it
   * consumed is what the operators certified as its event.
   */
  static Optional<PaidCoin> of(Suite suite, TransactionProof proof) {
    try {
      return CashTransaction.decode(suite, proof.transaction().bytes())
                  instanceof CashTransaction.Private(StateTransaction transaction)
              && AppliedEvent.decode(proof.receipt().result().event())
                  instanceof AppliedEvent.Consumed(long _, var nullifiers)
          ? transaction
              .body()
              .coin()
              .map(
                  coin ->
                      new PaidCoin(
                          Outputs.of(suite, transaction.kind().code(), nullifiers),
                          coin,
                          transaction.body().output(),
                          transaction.body().header().salt(),
                          nullifiers.getFirst()))
          : Optional.empty();
    } catch (MalformedInput e) {
      // No honest operator certifies such a transaction as applied.
      return Optional.empty();
    }
  }
}
