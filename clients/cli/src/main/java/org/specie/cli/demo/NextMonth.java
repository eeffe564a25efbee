package org.specie.cli.demo;

import java.io.IOException;
import java.util.Optional;
import org.specie.cash.application.policy.EpochRule;
import org.specie.cash.application.policy.Policy;
import org.specie.cash.application.query.LedgerGateway.Tip;
import org.specie.cash.application.transaction.Act;
import org.specie.cash.protocol.credential.StateCredential;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Reason;
import org.specie.wallet.Balance;
import org.specie.wallet.Wallet;

/** A month later: the budget is there again, spent money is not, and a lost wallet comes back. */
final class NextMonth {
  private static final Amount PRIVATELY = Amount.parse("15.00");

  private final Stage stage;
  private final Story story;
  private final Customer ana;
  private final Customer ben;

  NextMonth(Stage stage, Story story) {
    this.stage = stage;
    this.story = story;
    this.ana = stage.customer(0);
    this.ben = stage.customer(1);
  }

  void play() throws IOException {
    rollOver();
    StateCredential before = payOnTheNewBudget();
    spendAgain(before);
    restore();
  }

  private void rollOver() throws IOException {
    Tip tip = stage.gateway().tip();
    Balance before = ana.upToDate();
    if (stage.processes().isPresent()) {
      endTheMonth(tip);
    } else {
      stage.clock().jumpTo(tip.epochEndsAtSeconds());
      stage.network().passTime();
    }
    Balance after = ana.upToDate();
    story.step(
        stage.processes().isPresent()
            ? "The committee lets the next month begin"
            : "A month passes",
        after.epoch() == before.epoch() + 1
            && after.budgetLeft().equals(after.budgetFull())
            && after.privately().equals(before.privately()),
        "epoch " + before.epoch() + " becomes " + after.epoch(),
        "budget           "
            + before.budgetLeft()
            + " before, "
            + after.budgetLeft()
            + " now; nobody had to ask for it");
  }

  /** Replicas keep real time, so the committee sets a policy whose next epoch begins at once. */
  private void endTheMonth(Tip tip) throws IOException {
    Policy policy = stage.network().policy();
    Policy next =
        new Policy(
            policy.classes(),
            policy.tierOneLimit(),
            new EpochRule.FixedLength(
                tip.rules().epoch() + 1, tip.epochSeconds(), Stage.EPOCH_SECONDS),
            policy.supplyCap(),
            policy.committee(),
            policy.registrars(),
            policy.tiers());
    // The block that decides it is the next one; a policy takes effect after that.
    stage.network().decide(new Act.SetPolicy(next, tip.height() + 2)).orThrow();
  }

  /** The credential that the payment consumed. */
  private StateCredential payOnTheNewBudget() throws IOException {
    StateCredential before = ana.wallet().holdings().live().orElseThrow().credential();
    Measured<?> paid =
        Measured.of(
            stage.stopwatch(),
            () ->
                ana.wallet()
                    .payPrivately(ben.wallet().paymentAddress(), PRIVATELY, "next month")
                    .orThrow());
    Balance now = ana.upToDate();
    story.step(
        ana + " pays " + ben + " " + PRIVATELY + " privately again",
        now.budgetLeft().equals(now.budgetFull().minus(PRIVATELY)),
        paid.proved() + ", " + paid.settled(),
        "the payment renewed the budget on its way and hid how old the last one was",
        Payments.numbers(now));
    return before;
  }

  private void spendAgain(StateCredential spent) throws IOException {
    Balance before = ana.upToDate();
    Optional<Reason> refused =
        new Liar(stage, ana).pay(spent, ben.wallet().paymentAddress(), PRIVATELY);
    story.step(
        "A rewritten wallet spends the same money a second time",
        Told.isCode(refused, 3001) && ana.upToDate().equals(before),
        Told.outcome(refused, "ledger"),
        "the proof is true; the nullifier, which nobody can change, is already there");
  }

  private void restore() throws IOException {
    Balance before = ana.upToDate();
    long started = System.nanoTime();
    try (Wallet restored =
        ana.restored(
            stage.wallets(),
            stage.folder().resolve("Ana-restored.wallet"),
            story.printer().progress())) {
      long tookMs = (System.nanoTime() - started) / 1_000_000;
      Balance after = restored.balance();
      story.step(
          ana + " loses the wallet and restores it from its words alone",
          after.equals(before),
          "in " + tookMs + " ms",
          "before  " + Payments.numbers(before),
          "after   " + Payments.numbers(after));
    }
  }
}
