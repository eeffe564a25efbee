package org.specie.cli.demo;

import java.io.IOException;
import java.util.Optional;
import org.specie.cash.application.query.LedgerGateway.Outcome;
import org.specie.cash.application.query.LedgerGateway.Recorded;
import org.specie.cash.application.query.LedgerGateway.Tip;
import org.specie.cash.application.query.Reasons;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.protocol.credential.PaymentAddress;
import org.specie.cash.protocol.credential.State;
import org.specie.cash.protocol.credential.StateCredential;
import org.specie.cash.protocol.proof.Intent;
import org.specie.cash.protocol.proof.StateProver;
import org.specie.cash.protocol.transaction.Header;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Reason;
import org.specie.wallet.WalletKeys;
import org.specie.wallet.network.Network;

/**
 * A customer who has rewritten the wallet: same words, same credential, no scruples. It makes
 * transactions an honest wallet refuses to make, and hands them to the ledger.
 */
final class Liar {
  private final Stage stage;
  private final Network network;
  private final WalletKeys keys;

  Liar(Stage stage, Customer customer) {
    this.stage = stage;
    this.network = stage.connection();
    this.keys = WalletKeys.derive(network, customer.mnemonic().seed(""));
  }

  /** Pays as if the credential held {@code budget}; what the ledger says, nothing if it agrees. */
  Optional<Reason> payClaiming(
      Amount budget, StateCredential credential, PaymentAddress payee, Amount amount)
      throws IOException {
    State held = credential.state();
    State claimed =
        new State(
            held.pid(),
            held.k(),
            held.serial(),
            held.balance(),
            budget,
            held.income(),
            held.epoch(),
            held.classId());
    return pay(new StateCredential(claimed, credential.signature()), payee, amount);
  }

  /** Pays from {@code credential}, spent or not; what the ledger says, nothing if it agrees. */
  Optional<Reason> pay(StateCredential credential, PaymentAddress payee, Amount amount)
      throws IOException {
    Tip tip = stage.gateway().tip();
    Intent.Payment payment = new Intent.Payment(payee, amount, ByteString.EMPTY);
    boolean renewal = credential.state().epoch() < tip.rules().epoch();
    StateTransaction transaction =
        new StateProver(network.suite(), network.key(), network.dummy(), tip.rules())
            .prove(
                Intent.pay(renewal, Optional.empty(), payment),
                keys.holder(),
                credential,
                Header.validUntilFrom(tip.height()),
                stage.entropy())
            .transaction();
    return switch (stage.gateway().submit(CashTransaction.of(transaction).encode())) {
      case Outcome.NotAdmitted(Reason reason) -> Optional.of(reason);
      case Outcome.Final(Recorded recorded) ->
          Optional.of(recorded.code()).filter(code -> code != 0).map(Reasons::of);
    };
  }
}
