package org.specie.quality.bench.ledger.payments;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.specie.cash.application.LedgerConstants;
import org.specie.cash.application.query.LedgerGateway;
import org.specie.cash.application.query.LedgerGateway.Outcome;
import org.specie.cash.application.query.LedgerGateway.Recorded;
import org.specie.cash.application.transaction.Act;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.application.transaction.CommitteeAct;
import org.specie.cash.protocol.Rules;
import org.specie.cash.protocol.credential.Coin;
import org.specie.cash.protocol.credential.HolderKeys;
import org.specie.cash.protocol.credential.PaymentAddress;
import org.specie.cash.protocol.credential.StateCredential;
import org.specie.cash.protocol.issuance.SigningRequests;
import org.specie.cash.protocol.proof.EnrolProver;
import org.specie.cash.protocol.proof.Intent;
import org.specie.cash.protocol.proof.StateProver;
import org.specie.cash.protocol.proof.Successor;
import org.specie.cash.protocol.transaction.Header;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.seed.Seed;
import org.specie.node.role.Registration;

/**
 * A wallet without a file: it enrols, claims the coin the committee made for it, and pays. A
 * payment shows the state signed for the one before, so each has at most one prepared. Not a
 * record: it holds keys.
 */
final class Customer {
  /** What one payment carries. */
  static final Amount PAYMENT = Amount.parse("0.01");

  private static final Amount COIN = Amount.parse("10.00");
  private static final ByteString NOTE = ByteString.utf8("bench");
  private static final long ENROLMENT_VALID_BLOCKS = 100_000;

  private record Ready(ByteString bytes, Successor next) {}

  private final int number;
  private final PaymentNetwork network;
  private final Entropy entropy;
  private final HolderKeys keys;
  private final PaymentAddress address;
  private Optional<StateCredential> live = Optional.empty();
  private Optional<Coin> coin = Optional.empty();
  private Optional<Ready> ready = Optional.empty();

  Customer(int number, PaymentNetwork network, Entropy entropy) {
    this.number = number;
    this.network = network;
    this.entropy = entropy;
    this.keys =
        HolderKeys.derive(network.ledger().suite(), new Seed(Secret.random(Seed.SIZE, entropy)));
    this.address = PaymentAddress.of(network.ledger().suite(), keys, entropy);
  }

  PaymentAddress address() {
    return address;
  }

  private LedgerConstants ledger() {
    return network.ledger();
  }

  private LedgerGateway gateway() {
    return network.gateway(number);
  }

  /** Enrols and takes a coin, which the first payment claims. */
  void open(LedgerGateway.Tip tip) throws IOException {
    Registration registration =
        network
            .registrars()
            .register(
                ByteString.utf8("customer " + number),
                keys.publicSpendKey(),
                0,
                tip.height() + ENROLMENT_VALID_BLOCKS);
    if (!(registration instanceof Registration.Approved(var statement, var approvals))) {
      throw new InvariantViolation("a new customer is let in, not " + registration);
    }
    EnrolProver.Made made =
        new EnrolProver(ledger().suite(), ledger().key().key(), tip.rules())
            .prove(statement, approvals, keys, entropy);
    Recorded enrolled = applied(CashTransaction.of(made.enrolment()).encode());
    live = Optional.of(credential(made.successor(), enrolled));
    CommitteeAct act =
        network
            .committee()
            .decide(new Act.IssuePrivate(keys.publicSpendKey(), COIN), validUntil(tip));
    coin = Optional.of(coin(act, applied(CashTransaction.of(act).encode())));
  }

  private Coin coin(CommitteeAct act, Recorded recorded) {
    ByteString record = act.statement().recordId().bytes();
    return new Coin(
        keys.pid(),
        ledger().suite().issuanceSerial(record),
        COIN,
        recorded
            .signatures()
            .getFirst()
            .unblind(
                ledger().key().key(),
                SigningRequests.issued(ledger().suite(), record, keys.pid(), COIN),
                List.of()));
  }

  private StateCredential credential(Successor next, Recorded recorded) {
    return new StateCredential(
        next.state(),
        recorded
            .signatures()
            .getFirst()
            .unblind(ledger().key().key(), next.request(), next.blindings()));
  }

  /** As far ahead as the ledger allows: a round may take many small blocks. */
  private static long validUntil(LedgerGateway.Tip tip) {
    return Header.validUntilFrom(tip.height()) + 3 * Header.GRID;
  }

  /** Proves the next payment, to {@code payee}. */
  void prepare(LedgerGateway.Tip tip, PaymentAddress payee) {
    Rules rules = tip.rules();
    StateProver.Made made =
        new StateProver(ledger().suite(), ledger().key().key(), ledger().dummy(), rules)
            .prove(
                Intent.pay(false, coin, new Intent.Payment(payee, PAYMENT, NOTE)),
                keys,
                live.orElseThrow(),
                validUntil(tip),
                entropy);
    coin = Optional.empty();
    ready =
        Optional.of(new Ready(CashTransaction.of(made.transaction()).encode(), made.successor()));
  }

  /**
   * Hands the prepared payment over and comes back with the signed state in hand: ordered,
   * executed, both outputs signed by f + 1 operators, certificate and aggregates verified.
   */
  void pay() throws IOException {
    Ready prepared = ready.orElseThrow();
    ready = Optional.empty();
    live = Optional.of(credential(prepared.next(), applied(prepared.bytes())));
  }

  private Recorded applied(ByteString transaction) throws IOException {
    Outcome outcome = gateway().submit(transaction);
    if (outcome instanceof Outcome.Final(Recorded recorded) && recorded.code() == 0) {
      return recorded;
    }
    throw new InvariantViolation("an honest transaction is not applied: " + outcome);
  }

  @Override
  public String toString() {
    return "Customer[redacted]";
  }
}
