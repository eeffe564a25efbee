package org.specie.cli.demo;

import java.io.IOException;
import java.util.Optional;
import org.specie.cash.protocol.credential.StateCredential;
import org.specie.cli.explain.Explanation;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Reason;
import org.specie.wallet.Answer;
import org.specie.wallet.Balance;
import org.specie.wallet.history.Entry;

/** The other half of action 3: the budget runs dry, and what can and cannot be done then. */
final class Budget {
  private static final int PERSON = 0;
  private static final Amount TOO_MUCH = Amount.parse("5.00");
  private static final Amount BACK = Amount.parse("30.00");
  private static final Amount OPENLY = Amount.parse("45.00");

  private final Stage stage;
  private final Story story;
  private final Customer ana;
  private final Customer cleo;

  Budget(Stage stage, Story story) {
    this.stage = stage;
    this.story = story;
    this.ana = stage.customer(0);
    this.cleo = stage.customer(2);
  }

  void play() throws IOException {
    runDry();
    walletRefuses();
    ledgerRefusesTheLiar();
    makeOrdinary();
    payOpenlyInstead();
  }

  /** Pays as much as one payment may carry, again and again, until nothing is left. */
  private void runDry() throws IOException {
    Amount limit = stage.gateway().tip().rules().tierOneLimit(PERSON);
    StringBuilder paid = new StringBuilder();
    Balance now = ana.upToDate();
    while (now.budgetLeft().minor() > 0) {
      Amount amount = now.budgetLeft().compareTo(limit) > 0 ? limit : now.budgetLeft();
      ana.wallet().payPrivately(cleo.wallet().paymentAddress(), amount, "instalment").orThrow();
      paid.append(paid.isEmpty() ? "" : " and ").append(amount);
      now = ana.upToDate();
    }
    story.step(
        ana + " pays " + cleo + " privately until the budget is dry",
        now.budgetLeft().equals(Amount.ZERO),
        "paid " + paid,
        Payments.numbers(now));
  }

  private void walletRefuses() throws IOException {
    Answer<Entry> answer = ana.wallet().payPrivately(cleo.wallet().paymentAddress(), TOO_MUCH, "");
    story.step(
        ana + " wants to pay another " + TOO_MUCH + " privately",
        Told.isCode(Told.reason(answer), 5206),
        Told.outcome(Told.reason(answer), "wallet"),
        Told.lines(Told.reason(answer)));
  }

  private void ledgerRefusesTheLiar() throws IOException {
    Balance before = ana.upToDate();
    StateCredential credential = ana.wallet().holdings().live().orElseThrow().credential();
    Optional<Reason> refused =
        new Liar(stage, ana)
            .payClaiming(before.budgetFull(), credential, cleo.wallet().paymentAddress(), TOO_MUCH);
    story.step(
        "A rewritten wallet claims " + before.budgetFull() + " of budget and pays anyway",
        Told.isCode(refused, 3002) && ana.upToDate().equals(before),
        Told.outcome(refused, "ledger"),
        "the ledger cannot see the budget; it sees that the proof is false");
  }

  private void makeOrdinary() throws IOException {
    Balance before = ana.upToDate();
    ana.wallet().unload(BACK).orThrow();
    Balance after = ana.upToDate();
    story.step(
        ana + " makes " + BACK + " ordinary again, with the budget at zero",
        after.budgetLeft().equals(before.budgetLeft())
            && after.ordinary().equals(before.ordinary().plus(BACK)),
        "block " + stage.stopwatch().last().height(),
        Payments.numbers(after),
        "budget " + before.budgetLeft() + " before, " + after.budgetLeft() + " after");
  }

  private void payOpenlyInstead() throws IOException {
    ana.wallet().payOrdinary(cleo.wallet().account(), OPENLY).orThrow();
    Explanation seen = stage.lastSeen();
    story.step(
        ana + " pays " + OPENLY + " openly instead, over the budget",
        String.join(" ", seen.saw()).contains(ana.wallet().account().toString()),
        "block " + stage.stopwatch().last().height(),
        "the ledger saw   " + String.join(", ", seen.saw()));
  }
}
