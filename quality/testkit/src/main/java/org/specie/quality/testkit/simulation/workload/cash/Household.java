package org.specie.quality.testkit.simulation.workload.cash;

import java.util.List;
import java.util.Optional;
import org.specie.cash.application.AppliedOutputs;
import org.specie.cash.application.transaction.Act;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.protocol.Outputs;
import org.specie.cash.protocol.Suite;
import org.specie.cash.protocol.credential.Coin;
import org.specie.cash.protocol.credential.PaymentAddress;
import org.specie.cash.protocol.credential.State;
import org.specie.cash.protocol.credential.StateCredential;
import org.specie.cash.protocol.proof.CoinSecrets;
import org.specie.cash.protocol.proof.EnrolProver;
import org.specie.cash.protocol.proof.FoldProver;
import org.specie.cash.protocol.proof.Intent;
import org.specie.cash.protocol.proof.StateProver;
import org.specie.cash.protocol.proof.Successor;
import org.specie.cash.protocol.transaction.Enrolment;
import org.specie.cash.protocol.transaction.Header;
import org.specie.cash.protocol.transaction.Kind;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.ps.SigningRequest;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.api.block.TransactionResult;
import org.specie.quality.testkit.simulation.chance.Chance;
import org.specie.quality.testkit.simulation.invariant.InvariantBroken;
import org.specie.quality.testkit.simulation.workload.Errand;

/**
 * Two people with private money, one step after the other: they are let in, load, pay each other,
 * claim and unload. Now and then Ana spends one state twice at once, somewhere else and otherwise;
 * at most one of the two may count. Or she tries to pay more than her budget by a state she made
 * up, which may not count at all. What they hold next is signed for what the ledger committed and
 * nothing else.
 */
final class Household {
  /** Proofs are dear: a run has this many at most. */
  private static final int STEPS_MAX = 17;

  private static final int STEPS_BEFORE_PAYING = 5;
  private static final Amount TOO_MUCH = Mint.BUDGET.plus(Amount.parse("5.00"));

  /** What Ana does besides paying. */
  enum Mischief {
    NONE,
    TWICE,
    TOO_MUCH;

    private static final int EACH_PERCENT = 15;

    /** None, most of the time. */
    static Mischief any(Chance chance) {
      int dice = chance.below(100);
      if (dice < EACH_PERCENT) {
        return TWICE;
      }
      return dice < 2 * EACH_PERCENT ? TOO_MUCH : NONE;
    }
  }

  /** What a step came to, and what its people do once it is applied. */
  private interface Sequel {
    void applied(List<SigningRequest> requests, List<ByteString> nullifiers);
  }

  private record Step(CashTransaction transaction, Optional<Attempt> besides, Sequel sequel) {
    static Step of(CashTransaction transaction, Sequel sequel) {
      return new Step(transaction, Optional.empty(), sequel);
    }
  }

  /** What somebody tries besides, and what it means if it counts. */
  private record Attempt(CashTransaction transaction, Runnable applied) {}

  private record Open(Hash32 transaction, Optional<Attempt> besides, Sequel sequel) {
    private Optional<Attempt> attempt(Transaction other) {
      return besides.filter(it -> it.transaction().toLedger().id().equals(other.id()));
    }
  }

  private final Mint mint;
  private final Suite suite;
  private final StateProver prover;
  private final Holder ana;
  private final Holder ben;
  private int steps;
  private boolean isOvertaken;
  private Optional<Open> open = Optional.empty();

  Household(Mint mint) {
    this.mint = mint;
    this.suite = mint.ledger().suite();
    this.prover =
        new StateProver(suite, mint.ledger().key().key(), mint.ledger().dummy(), mint.rules());
    this.ana = new Holder(suite, "ana");
    this.ben = new Holder(suite, "ben");
  }

  /** The next step, if the one before was taken and there is one. */
  Optional<Errand> next(long height, Entropy entropy, Mischief mischief) {
    if (open.isPresent() || steps >= STEPS_MAX) {
      return Optional.empty();
    }
    Step step = step(height, entropy, mischief);
    steps++;
    Transaction transaction = step.transaction().toLedger();
    open = Optional.of(new Open(transaction.id(), step.besides(), step.sequel()));
    return Optional.of(
        new Errand(transaction, step.besides().map(each -> each.transaction().toLedger())));
  }

  private Step step(long height, Entropy entropy, Mischief mischief) {
    long validUntil = Header.validUntilFrom(height);
    return switch (steps) {
      case 0 ->
          Step.of(
              mint.decide(
                  new Act.IssueOrdinary(ana.account().address(), Amount.parse("200.00")),
                  "for ana",
                  height),
              (_, _) -> {});
      case 1 -> enrol(ana, height, entropy);
      case 2 -> enrol(ben, height, entropy);
      case 3 -> link(validUntil, entropy);
      case STEPS_BEFORE_PAYING - 1 -> state(ana, move(Kind.LOAD, "80.00", 1), validUntil, entropy);
      default ->
          switch ((steps - STEPS_BEFORE_PAYING) % 4) {
            case 0 -> paying(validUntil, entropy, mischief);
            case 1 -> state(ben, Intent.claim(false, ben.coin()), validUntil, entropy);
            case 2 -> state(ben, pay(ben, ana, "2.00", entropy), validUntil, entropy);
            default -> state(ana, move(Kind.UNLOAD, "5.00", 0), validUntil, entropy);
          };
    };
  }

  private Step paying(long validUntil, Entropy entropy, Mischief mischief) {
    Step payment = state(ana, pay(ana, ben, "12.50", entropy), validUntil, entropy);
    Optional<Attempt> besides =
        switch (mischief) {
          case NONE -> Optional.empty();
          case TWICE ->
              Optional.of(
                  new Attempt(
                      state(ana, move(Kind.UNLOAD, "30.00", 0), validUntil, entropy).transaction(),
                      () -> isOvertaken = true));
          case TOO_MUCH ->
              Optional.of(new Attempt(tooMuch(validUntil, entropy), () -> ana.pays(TOO_MUCH)));
        };
    return new Step(payment.transaction(), besides, payment.sequel());
  }

  /** By a state that nobody signed, in which the budget is larger. */
  private CashTransaction tooMuch(long validUntil, Entropy entropy) {
    State real = ana.credential().state();
    State madeUp =
        new State(
            real.pid(),
            real.k(),
            real.serial(),
            real.balance(),
            real.budget().plus(TOO_MUCH),
            real.income(),
            real.epoch(),
            real.classId());
    return CashTransaction.of(
        prover
            .prove(
                pay(ana, ben, TOO_MUCH.toString(), entropy),
                ana.keys(),
                new StateCredential(madeUp, ana.credential().signature()),
                validUntil,
                entropy)
            .transaction());
  }

  private Step enrol(Holder holder, long height, Entropy entropy) {
    Enrolment.Statement statement =
        new Enrolment.Statement(
            suite.domain(),
            Hash32.sha256(ByteString.utf8("identity of " + holder.name())),
            holder.keys().publicSpendKey(),
            0,
            height + Mint.HEIGHTS_AHEAD);
    EnrolProver.Made made =
        new EnrolProver(suite, mint.ledger().key().key(), mint.rules())
            .prove(statement, mint.approve(statement), holder.keys(), entropy);
    return Step.of(
        CashTransaction.of(made.enrolment()),
        (requests, _) -> succeed(holder, made.successor(), requests));
  }

  private Step link(long validUntil, Entropy entropy) {
    FoldProver.UnsignedLink unsigned =
        new FoldProver(suite, mint.ledger().key().key(), mint.ledger().dummy(), mint.rules())
            .link(
                ana.keys(),
                ana.credential(),
                ana.account().address().bytes(),
                0,
                validUntil,
                entropy);
    ByteString signature = ana.account().sign(unsigned.core()).bytes();
    return Step.of(CashTransaction.of(unsigned.signedBy(signature)), (_, _) -> {});
  }

  private Intent pay(Holder payer, Holder payee, String amount, Entropy entropy) {
    return Intent.pay(
        false,
        payer.coin(),
        new Intent.Payment(
            PaymentAddress.of(suite, payee.keys(), entropy),
            Amount.parse(amount),
            ByteString.utf8("rent")));
  }

  private Intent move(Kind kind, String amount, long nonce) {
    return new Intent(
        kind,
        false,
        List.of(),
        Optional.empty(),
        Optional.of(
            new Intent.AccountTransfer(
                Amount.parse(amount), ana.account().address().bytes(), nonce)));
  }

  private Step state(Holder holder, Intent intent, long validUntil, Entropy entropy) {
    StateProver.Made made =
        prover.prove(intent, holder.keys(), holder.credential(), validUntil, entropy);
    StateTransaction transaction =
        intent.kind() == Kind.LOAD
            ? made.transaction().signedBy(holder.account().sign(made.transaction().core()).bytes())
            : made.transaction();
    Holder other = holder == ana ? ben : ana;
    return Step.of(
        CashTransaction.of(transaction),
        (requests, nullifiers) -> {
          if (!intent.coins().isEmpty()) {
            holder.claimed();
          }
          if (intent.payment().isPresent()) {
            holder.pays(intent.paid());
          }
          succeed(holder, made.successor(), requests);
          receive(other, transaction, requests, nullifiers);
        });
  }

  // --- what follows

  /** A transaction was applied. */
  void applied(Transaction transaction, TransactionResult result, List<ByteString> nullifiers) {
    if (open.isEmpty()) {
      return;
    }
    if (open.get().transaction().equals(transaction.id())) {
      Sequel sequel = open.get().sequel();
      open = Optional.empty();
      sequel.applied(AppliedOutputs.of(mint.ledger(), transaction, result), nullifiers);
    } else {
      open.get().attempt(transaction).ifPresent(each -> each.applied().run());
    }
  }

  /** Whether {@code transaction} is the step that its own double came before. */
  boolean isOvertaken(Hash32 transaction) {
    return isOvertaken && open.filter(it -> it.transaction().equals(transaction)).isPresent();
  }

  private void succeed(Holder holder, Successor successor, List<SigningRequest> requests) {
    if (!requests.getFirst().equals(successor.request())) {
      throw new InvariantBroken(
          "nothing signed that was not committed",
          "operators are to sign another state than " + holder.name() + " committed to");
    }
    holder.holds(
        new StateCredential(
            successor.state(),
            mint.sign(requests.getFirst(), successor.message(suite), successor.blindings())));
  }

  private void receive(
      Holder payee,
      StateTransaction transaction,
      List<SigningRequest> requests,
      List<ByteString> nullifiers) {
    if (transaction.body().coin().isEmpty()) {
      return;
    }
    Outputs outputs = Outputs.of(suite, transaction.kind().code(), nullifiers);
    CoinSecrets.open(suite, payee.keys(), outputs, transaction.body().coin().get())
        .filter(secrets -> secrets.value().minor() > 0)
        .ifPresent(
            secrets -> {
              Check.that(payee.coin().isEmpty(), "coins are claimed one by one");
              payee.receives(
                  new Coin(
                      payee.keys().pid(),
                      outputs.coinSerial(suite),
                      secrets.value(),
                      mint.sign(
                          requests.getLast(),
                          secrets.message(suite, outputs, payee.keys().pid()),
                          secrets.blindings())));
            });
  }
}
