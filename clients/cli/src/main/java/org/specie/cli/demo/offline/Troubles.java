package org.specie.cli.demo.offline;

import java.io.IOException;
import org.specie.cli.demo.Story;
import org.specie.cli.town.offline.Holder;
import org.specie.kernel.core.Amount;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.message.Message.Response;

/** A message is lost; a card is torn out of its reader in the middle of a payment. */
final class Troubles {
  private static final Amount PRICE = Amount.parse("3.00");

  /** Before which writes of a payment the card is torn out; the last one is after the payment. */
  private static final int[] TEARS = {0, 4, 9, 1_000};

  private final OfflineTown town;
  private final Story story;

  Troubles(OfflineTown town, Story story) {
    this.town = town;
    this.story = story;
  }

  void play() throws IOException {
    loseMessage();
    tearCard();
  }

  private void loseMessage() throws IOException {
    Holder payer = town.person("Ben");
    Holder payee = town.person("Cleo");
    Amount before = payer.balance();
    Request request = payee.ask(PRICE);
    Response lost = payer.payWell(request, PRICE);
    payer.restart();
    Response again = payer.payWell(request, PRICE);
    boolean taken = payee.take(again);
    story.step(
        "Ben's answer to Cleo is lost, and his phone restarts",
        taken && again.equals(lost) && payer.balance().equals(before.minus(PRICE)),
        "paid once",
        "she shows her request again and gets the same payment, byte for byte");
  }

  private void tearCard() throws IOException {
    Holder payer = town.person("Dan");
    Holder payee = town.person("Eva");
    int torn = 0;
    boolean once = true;
    for (int write : TEARS) {
      Amount before = payer.balance();
      Amount had = payee.balance();
      Request request = payee.ask(PRICE);
      payer.card().tearBefore(write);
      if (isTorn(payer, request)) {
        torn++;
      }
      payer.card().powerUp();
      once &= payee.take(payer.payWell(request, PRICE));
      once &= payer.balance().equals(before.minus(PRICE));
      once &= payee.balance().equals(had.plus(PRICE));
    }
    story.step(
        "Dan's card is torn out of the reader while it pays, " + torn + " times",
        once && torn == TEARS.length - 1,
        "paid once each time",
        "before it has written and halfway: the card says what it did and pays no second time");
  }

  private static boolean isTorn(Holder payer, Request request) {
    try {
      Response _ = payer.payWell(request, PRICE);
      return false;
    } catch (IOException torn) {
      return true;
    }
  }
}
