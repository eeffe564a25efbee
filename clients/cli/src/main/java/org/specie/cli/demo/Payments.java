package org.specie.cli.demo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.specie.cash.application.query.LedgerGateway.Recorded;
import org.specie.cli.explain.Explanation;
import org.specie.kernel.core.Amount;
import org.specie.wallet.Balance;
import org.specie.wallet.Progress;

/** Action 1 and 2, and half of 3: paying openly, making money private, paying privately. */
final class Payments {
  private static final Amount OPENLY = Amount.parse("20.00");
  private static final Amount LOADED = Amount.parse("150.00");
  private static final Amount PRIVATELY = Amount.parse("12.50");
  private static final Amount POCKET_MONEY = Amount.parse("40.00");
  private static final int MARKET_MINOR_MAX = 3_000;

  private final Stage stage;
  private final Story story;
  private final Customer ana;
  private final Customer ben;

  Payments(Stage stage, Story story) {
    this.stage = stage;
    this.story = story;
    this.ana = stage.customer(0);
    this.ben = stage.customer(1);
  }

  void play() throws IOException {
    payOpenly();
    makePrivate();
    payPrivately();
    marketDay();
  }

  private void payOpenly() throws IOException {
    Measured<?> paid =
        Measured.of(
            stage.stopwatch(),
            () -> ana.wallet().payOrdinary(ben.wallet().account(), OPENLY).orThrow());
    Explanation seen = stage.lastSeen();
    String saw = String.join(", ", seen.saw());
    boolean open =
        saw.contains(ana.wallet().account().toString())
            && saw.contains(ben.wallet().account().toString())
            && saw.contains(OPENLY.toDecimal());
    story.step(
        ana + " pays " + ben + " " + OPENLY + " openly",
        open && ben.upToDate().ordinary().equals(Amount.parse("220.00")),
        paid.settled() + place(stage.stopwatch().last()),
        "the ledger saw   " + saw);
  }

  private static String place(Recorded recorded) {
    return "   block " + recorded.height() + "   tx " + recorded.id().toShortHex();
  }

  private void makePrivate() throws IOException {
    Balance before = ana.upToDate();
    Measured<?> loaded = Measured.of(stage.stopwatch(), () -> ana.wallet().load(LOADED).orThrow());
    Balance after = ana.upToDate();
    story.step(
        ana + " makes " + LOADED + " private",
        after.privately().equals(LOADED) && after.budgetLeft().equals(before.budgetLeft()),
        "account linked and money moved in "
            + loaded.wholeMs()
            + " ms"
            + place(stage.stopwatch().last()),
        numbers(after),
        "budget " + before.budgetLeft() + " before, " + after.budgetLeft() + " after");
  }

  /** The three numbers of a wallet. */
  static String numbers(Balance balance) {
    return "ordinary %s | private %s | budget %s of %s"
        .formatted(
            balance.ordinary(), balance.privately(), balance.budgetLeft(), balance.budgetFull());
  }

  private void payPrivately() throws IOException {
    Measured<?> paid = pay(ana, ben, PRIVATELY, "for the tickets");
    Recorded recorded = stage.stopwatch().last();
    Explanation seen = stage.lastSeen();
    List<String> betrayed =
        Opacity.betrayed(stage.connection().suite(), recorded, ana, ben, PRIVATELY);
    Balance hers = ana.upToDate();
    Balance his = ben.upToDate();
    String note = ben.wallet().history().getLast().note();
    story.step(
        ana + " pays " + ben + " " + PRIVATELY + " privately",
        betrayed.isEmpty()
            && his.privately().equals(PRIVATELY)
            && hers.privately().equals(LOADED.minus(PRIVATELY)),
        paid.proved() + ", " + paid.settled() + place(recorded),
        "the ledger saw   " + String.join(", ", seen.saw()),
        betrayed.isEmpty()
            ? "not seen         " + ana + ", " + ben + ", " + PRIVATELY
            : "BETRAYED         " + String.join(", ", betrayed),
        ben + "'s wallet found " + his.privately() + " with the note \"" + note + "\"",
        "budget           " + hers.budgetLeft() + " of " + hers.budgetFull() + " left this month");
  }

  private Measured<?> pay(Customer from, Customer to, Amount amount, String note)
      throws IOException {
    return Measured.of(
        stage.stopwatch(),
        () -> from.wallet().payPrivately(to.wallet().paymentAddress(), amount, note).orThrow());
  }

  /** Everybody but Ana, whose purse the story counts, pays somebody something. */
  private void marketDay() throws IOException {
    List<Customer> people = stage.customers().subList(1, stage.customers().size());
    Progress progress = story.printer().progress();
    List<Long> wholeMs = new ArrayList<>();
    boolean opaque = true;
    for (int i = 0; i < people.size(); i++) {
      progress.at("market day", i, people.size());
      Customer from = people.get(i);
      Customer to = people.get((i + 1 + stage.choice().nextInt(people.size() - 1)) % people.size());
      Amount amount = Amount.ofMinor(1 + stage.choice().nextInt(MARKET_MINOR_MAX));
      from.wallet().load(POCKET_MONEY).orThrow();
      wholeMs.add(pay(from, to, amount, "market").wholeMs());
      opaque &=
          Opacity.betrayed(stage.connection().suite(), stage.stopwatch().last(), from, to, amount)
              .isEmpty();
    }
    for (Customer each : people) {
      each.upToDate();
      each.wallet().claim().orThrow();
    }
    Collections.sort(wholeMs);
    story.step(
        "The others pay each other privately, " + people.size() + " payments",
        opaque,
        "median " + wholeMs.get(wholeMs.size() / 2) + " ms a payment",
        "nobody can tell these payments, and the claims of what came in, from one another");
  }
}
