package org.specie.cli.demo.offline;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.specie.cli.demo.Story;
import org.specie.cli.town.offline.Holder;
import org.specie.kernel.core.Amount;

/** Purses meet without a network: wages, a market with five tills, a chain of ten. */
final class HandToHand {
  private static final Amount WAGE = Amount.parse("20.00");
  private static final Amount PRICE = Amount.parse("1.50");
  private static final Amount COIN = Amount.parse("7.00");
  private static final int SALES_EACH = 2;

  private final OfflineTown town;
  private final Story story;

  HandToHand(OfflineTown town, Story story) {
    this.town = town;
    this.story = story;
  }

  void play() throws IOException {
    long height = town.line().gateway().tip().height();
    wages();
    market();
    chain();
    story.say(
        "     no message of these went to the ledger: block %d before, %d after"
            .formatted(height, town.line().gateway().tip().height()));
  }

  private void wages() throws IOException {
    boolean paid = true;
    for (int i = 0; i < 5; i++) {
      Holder employer = town.people().get(i);
      Holder worker = town.people().get(i + 5);
      paid &= employer.give(worker, WAGE);
      paid &= worker.balance().equals(WAGE);
    }
    story.step(
        "They pay wages to five people who have no account",
        paid,
        WAGE + " each",
        "a purse asks with a token, the card of the payer signs it, the purse verifies by itself");
  }

  private void market() throws IOException {
    Shop shop = town.shop();
    boolean sold = true;
    int sales = 0;
    for (int round = 0; round < SALES_EACH; round++) {
      for (int till = 0; till < shop.tills(); till++) {
        sold &= shop.sell(till, town.people().get(5 + till), PRICE);
        sales++;
      }
    }
    boolean nothingYet = shop.purse().balance().equals(Amount.ZERO);
    int brought = shop.bringIn();
    Amount expected = times(PRICE, sales);
    story.step(
        "The market sells at " + shop.tills() + " tills while its purse is at home",
        sold && nothingYet && brought == sales && shop.purse().balance().equals(expected),
        expected + " in the evening",
        "%d payments were verified by tills that hold neither keys nor balance".formatted(sales));
  }

  static Amount times(Amount amount, int count) {
    return Amount.ofMinor(amount.minor() * count);
  }

  private void chain() throws IOException {
    List<String> names = new ArrayList<>();
    boolean paid = true;
    long before = System.nanoTime();
    for (int i = 0; i < town.people().size(); i++) {
      Holder payer = town.people().get(i);
      names.add(payer.name());
      if (i + 1 < town.people().size()) {
        paid &= payer.give(town.people().get(i + 1), COIN);
      }
    }
    Holder last = town.people().getLast();
    paid &= last.give(town.people().getFirst(), COIN);
    long ms = (System.nanoTime() - before) / 1_000_000 / town.people().size();
    story.step(
        "A coin of " + COIN + " goes round through ten purses",
        paid,
        ms + " ms a hop, in software",
        String.join(" > ", names) + " > " + town.people().getFirst());
  }
}
