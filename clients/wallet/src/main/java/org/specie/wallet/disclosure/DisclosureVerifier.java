package org.specie.wallet.disclosure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.cash.application.LedgerConstants;
import org.specie.cash.protocol.Suite;
import org.specie.cash.protocol.disclosure.DisclosureClaim;
import org.specie.cash.protocol.disclosure.IncomeClaim;
import org.specie.cash.protocol.disclosure.Maker;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.ledger.api.chain.TransactionProof;
import org.specie.wallet.WalletReason;
import org.specie.wallet.statement.Period;

/**
 * Says of income statements and disclosures whether they hold, for whoever has the genesis of a
 * ledger from a source it trusts. It asks nobody. Cost: certificates and some ten multiplications a
 * step. Source: docs/spec/34-income-and-disclosure.md, clause 34.12.
 */
public final class DisclosureVerifier {
  private final LedgerConstants ledger;
  private final Suite suite;
  private final String verifier;

  /**
   * @param verifier whose name has to stand on what is believed
   */
  public DisclosureVerifier(LedgerConstants ledger, String verifier) {
    this.ledger = ledger;
    this.suite = ledger.suite();
    this.verifier = verifier;
  }

  /** Whether {@code statement} holds; if not, the first reason why. */
  public Verdict verify(IncomeStatement statement) {
    Heading heading = statement.heading();
    IncomeStatement.Ends ends = statement.ends();
    Optional<Reason> refusal = refusal(heading, ends.all());
    if (refusal.isPresent()) {
      return Verdict.refused(refusal.get());
    }
    G1 owner = heading.holder().publicSpendKey();
    Certified first = Certified.of(suite, ends.first());
    Optional<Certified> firstConsumer = ends.firstConsumer().map(this::certified);
    Certified last = Certified.of(suite, ends.last());
    Certified lastConsumer = Certified.of(suite, ends.lastConsumer());
    Optional<Maker> firstMaker = first.maker(owner);
    Optional<Maker> lastMaker = last.maker(owner);
    boolean areSteps =
        firstMaker.isPresent()
            && firstConsumer.flatMap(Certified::step).isPresent() == firstConsumer.isPresent()
            && lastMaker.isPresent()
            && lastConsumer.step().isPresent();
    if (!areSteps) {
      return Verdict.refused(DisclosureReason.NO_STEP);
    }
    Period period = heading.period();
    boolean begins =
        firstConsumer
            .map(consumer -> livedAt(period.fromSeconds(), first, consumer))
            .orElse(first.enrolled().isPresent() && period.contains(first.seconds()));
    if (!begins) {
      return Verdict.refused(DisclosureReason.BEGINS_WRONG);
    }
    if (!livedAt(period.untilSeconds(), last, lastConsumer)) {
      return Verdict.refused(DisclosureReason.ENDS_WRONG);
    }
    IncomeClaim claim =
        new IncomeClaim(
            firstMaker.get(),
            firstConsumer.flatMap(Certified::step),
            lastMaker.get(),
            lastConsumer.step().get(),
            statement.income());
    return proven(claim.verifies(suite, owner, statement.transcript(suite), statement.proof()));
  }

  /** Whether {@code disclosure} holds; if not, the first reason why. */
  public Verdict verify(Disclosure disclosure) {
    Heading heading = disclosure.heading();
    Optional<Reason> refusal = refusal(heading, disclosure.proofs());
    if (refusal.isPresent()) {
      return Verdict.refused(refusal.get());
    }
    G1 owner = heading.holder().publicSpendKey();
    Certified first = certified(disclosure.first());
    Certified last = certified(disclosure.last());
    Optional<Maker> maker = first.maker(owner);
    List<DisclosureClaim.Line> lines = new ArrayList<>();
    boolean areInPeriod = true;
    for (Disclosure.Line line : disclosure.lines()) {
      Certified shown = certified(line.proof());
      shown.step().ifPresent(step -> lines.add(line.claim(step)));
      areInPeriod &= heading.period().contains(shown.seconds());
    }
    if (maker.isEmpty() || lines.size() < disclosure.lines().size() || last.step().isEmpty()) {
      return Verdict.refused(DisclosureReason.NO_STEP);
    }
    if (!begins(heading.period(), first)) {
      return Verdict.refused(DisclosureReason.BEGINS_WRONG);
    }
    if (last.seconds() < heading.period().untilSeconds()) {
      return Verdict.refused(DisclosureReason.ENDS_WRONG);
    }
    if (!areInPeriod) {
      return Verdict.refused(DisclosureReason.OUTSIDE_PERIOD);
    }
    DisclosureClaim claim = new DisclosureClaim(maker.get(), lines, last.step().get());
    return proven(claim.verifies(suite, owner, disclosure.transcript(suite), disclosure.proof()));
  }

  private Certified certified(TransactionProof proof) {
    return Certified.of(suite, proof);
  }

  /** Reasons that need no look at what the transactions are. */
  private Optional<Reason> refusal(Heading heading, List<TransactionProof> proofs) {
    if (!heading.recipient().equals(verifier)) {
      return Optional.of(DisclosureReason.OTHER_RECIPIENT);
    }
    for (TransactionProof proof : proofs) {
      if (!proof.ledgerId().equals(ledger.ledgerId())) {
        return Optional.of(DisclosureReason.OTHER_LEDGER);
      }
      if (!proof.verify(ledger.genesis()).isAccepted()) {
        return Optional.of(DisclosureReason.NOT_CERTIFIED);
      }
      if (!proof.receipt().result().isApplied()) {
        return Optional.of(DisclosureReason.NOT_APPLIED);
      }
    }
    return heading.holder().isGenuine(suite)
        ? Optional.empty()
        : Optional.of(WalletReason.ADDRESS_NOT_GENUINE);
  }

  /** Whether the state that {@code maker} made and {@code consumer} consumed lived then. */
  private static boolean livedAt(long seconds, Certified maker, Certified consumer) {
    return maker.seconds() < seconds && seconds <= consumer.seconds();
  }

  /** What consumes the first state stands in the period, or at its end: that is asked elsewhere. */
  private static boolean begins(Period period, Certified first) {
    return first.seconds() < period.fromSeconds()
        || (first.enrolled().isPresent() && period.contains(first.seconds()));
  }

  private static Verdict proven(boolean holds) {
    return holds ? Verdict.accepted() : Verdict.refused(DisclosureReason.NOT_PROVEN);
  }
}
