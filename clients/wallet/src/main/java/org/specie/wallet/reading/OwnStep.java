package org.specie.wallet.reading;

import java.util.Optional;
import org.specie.cash.protocol.Outputs;
import org.specie.cash.protocol.Suite;
import org.specie.cash.protocol.credential.HolderKeys;
import org.specie.cash.protocol.credential.State;
import org.specie.cash.protocol.issuance.SigningRequests;
import org.specie.cash.protocol.proof.Memo;
import org.specie.cash.protocol.proof.StateSecrets;
import org.specie.cash.protocol.proof.Successor;
import org.specie.cash.protocol.transaction.Header;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.ByteString;

/**
 * One of the wallet's own transactions read back from its bytes: the state it created, and the memo
 * that gives the amounts. Nothing but the words is needed; nothing is believed before the state's
 * signature is verified.
 */
final class OwnStep {
  private final StateTransaction transaction;
  private final Consumed consumed;
  private final Memo memo;
  private final State next;

  private OwnStep(StateTransaction transaction, Consumed consumed, Memo memo, State next) {
    this.transaction = transaction;
    this.consumed = consumed;
    this.memo = memo;
    this.next = next;
  }

  /** Reads {@code transaction}, unless another wallet wrote it or the memo is damaged. */
  static Optional<OwnStep> read(
      Suite suite, HolderKeys keys, StateTransaction transaction, Consumed consumed) {
    Outputs outputs = consumed.outputs(suite);
    Header header = transaction.body().header();
    return Memo.open(keys, header.salt(), outputs.consumed(), transaction.body().memo())
        .map(
            memo ->
                new OwnStep(
                    transaction,
                    consumed,
                    memo,
                    new State(
                        keys.pid(),
                        keys.k(),
                        outputs.stateSerial(suite),
                        memo.balance(),
                        memo.budget(),
                        memo.income(),
                        header.epoch(),
                        transaction.body().nextClass())));
  }

  StateTransaction transaction() {
    return transaction;
  }

  Memo memo() {
    return memo;
  }

  /** The nullifier of the state that it consumed, in canonical form. */
  ByteString consumed() {
    return consumed.state();
  }

  /** The state this transaction created. */
  State next() {
    return next;
  }

  /** What is needed to make a credential of the operators' signature. Costs a hash to the curve. */
  Successor successor(Suite suite, HolderKeys keys) {
    Header header = transaction.body().header();
    return new Successor(
        next,
        SigningRequests.state(suite, transaction.body(), consumed.outputs(suite)),
        StateSecrets.derive(keys, header.salt(), consumed.state()).d());
  }
}
