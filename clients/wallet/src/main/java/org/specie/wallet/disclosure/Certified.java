package org.specie.wallet.disclosure;

import java.util.Optional;
import org.specie.cash.application.transaction.AppliedEvent;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.protocol.Suite;
import org.specie.cash.protocol.disclosure.Maker;
import org.specie.cash.protocol.disclosure.Step;
import org.specie.cash.protocol.transaction.Enrolment;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.ledger.api.chain.TransactionProof;

/**
 * What a proven transaction is here: a step, or an enrolment; others are neither.
 *
 * @param seconds decided time of its block
 * @param enrolled the public spend key of an enrolment
 */
record Certified(long seconds, Optional<Step> step, Optional<G1> enrolled) {
  static Certified of(Suite suite, TransactionProof proof) {
    long seconds = proof.receipt().header().epochSeconds();
    try {
      AppliedEvent event = AppliedEvent.decode(proof.receipt().result().event());
      return switch (CashTransaction.decode(suite, proof.transaction().bytes())) {
        case CashTransaction.Private(StateTransaction transaction) ->
            new Certified(seconds, step(transaction, event), Optional.empty());
        case CashTransaction.Private(Enrolment enrolment) ->
            new Certified(
                seconds,
                Optional.empty(),
                Optional.of(enrolment.body().statement().publicSpendKey()));
        case CashTransaction.Private _,
            CashTransaction.Ordinary _,
            CashTransaction.Committee _,
            CashTransaction.Offline _,
            CashTransaction.Resharing _ ->
            new Certified(seconds, Optional.empty(), Optional.empty());
      };
    } catch (MalformedInput e) {
      // No honest operator certifies such a transaction as applied.
      return new Certified(seconds, Optional.empty(), Optional.empty());
    }
  }

  /** What the event says it consumed: the state, and a coin or dummy in every slot. */
  private static Optional<Step> step(StateTransaction transaction, AppliedEvent event) {
    return event instanceof AppliedEvent.Consumed(long _, var nullifiers)
            && nullifiers.size() == 1 + transaction.body().slots().size()
        ? Optional.of(new Step(transaction, nullifiers))
        : Optional.empty();
  }

  /** What it made a state of the holder of {@code publicSpendKey} by, if it can have. */
  Optional<Maker> maker(G1 publicSpendKey) {
    return enrolled.filter(publicSpendKey::equals).isPresent()
        ? Optional.of(new Maker.Enrolled())
        : step.map(Maker.Made::new);
  }
}
