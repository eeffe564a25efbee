package org.specie.quality.bench;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.specie.cash.application.query.LedgerGateway;
import org.specie.cash.application.query.LedgerGateway.Outcome;
import org.specie.cash.application.query.LedgerGateway.Recorded;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.protocol.credential.PaymentAddress;
import org.specie.cash.protocol.credential.State;
import org.specie.cash.protocol.credential.StateCredential;
import org.specie.cash.protocol.proof.Intent;
import org.specie.cash.protocol.proof.StateProver;
import org.specie.cash.protocol.proof.Successor;
import org.specie.cash.protocol.transaction.Header;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.seed.Mnemonic;
import org.specie.wallet.Wallet;
import org.specie.wallet.WalletKeys;
import org.specie.wallet.network.Network;

/**
 * Somebody who makes many payments in a row. Words, enrolment and the first load are those of a
 * real wallet; after that the state is kept in memory alone, because a wallet's file, written twice
 * a payment, would be all that is measured. The ledger cannot tell the difference. Not a record: it
 * holds the words.
 */
final class Payer {
  private static final String NO_EXTENSION = "";

  private final Network network;
  private final Entropy entropy;
  private final List<String> words;
  private final WalletKeys keys;
  private final PaymentAddress address;
  private StateCredential live;

  /** Goes on where {@code wallet}, which nobody uses any more, has stopped. */
  Payer(Network network, Entropy entropy, Wallet wallet, List<String> words) {
    this.network = network;
    this.entropy = entropy;
    this.words = List.copyOf(words);
    this.keys = WalletKeys.derive(network, words(words).seed(NO_EXTENSION));
    this.address = wallet.paymentAddress();
    this.live = wallet.holdings().live().orElseThrow().credential();
  }

  private static Mnemonic words(List<String> words) {
    if (Mnemonic.parse(String.join(" ", words)) instanceof Mnemonic.Parsed.Understood read) {
      return read.mnemonic();
    }
    throw new InvariantViolation("a wallet shows words that can be read");
  }

  /** All that is left of the wallet when its machine is lost. */
  Mnemonic words() {
    return words(words);
  }

  WalletKeys keys() {
    return keys;
  }

  PaymentAddress address() {
    return address;
  }

  /** What a wallet restored from the words must hold. */
  State state() {
    return live.state();
  }

  /** One private payment: proved, ordered, signed, and its successor taken. */
  void pay(PaymentAddress payee, Amount amount) throws IOException {
    LedgerGateway gateway = network.gateway();
    LedgerGateway.Tip tip = gateway.tip();
    StateProver.Made made =
        new StateProver(network.suite(), network.key(), network.dummy(), tip.rules())
            .prove(
                Intent.pay(
                    false,
                    Optional.empty(),
                    new Intent.Payment(payee, amount, ByteString.utf8("thanks"))),
                keys.holder(),
                live,
                Header.validUntilFrom(tip.height()),
                entropy);
    Recorded recorded =
        applied(gateway.submit(CashTransaction.of(made.transaction()).encode()), "payment");
    Successor next = made.successor();
    live =
        new StateCredential(
            next.state(),
            recorded
                .signatures()
                .getFirst()
                .unblind(network.key(), next.request(), next.blindings()));
  }

  /** The transaction on the ledger, of which a refusal would be a bug of this benchmark. */
  static Recorded applied(Outcome outcome, String what) {
    if (outcome instanceof Outcome.Final(Recorded recorded) && recorded.code() == 0) {
      return recorded;
    }
    throw new InvariantViolation("an honest " + what + " is not applied: " + outcome);
  }

  @Override
  public String toString() {
    return "Payer[redacted]";
  }
}
