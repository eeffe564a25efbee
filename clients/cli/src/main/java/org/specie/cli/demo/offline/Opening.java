package org.specie.cli.demo.offline;

import java.io.IOException;
import org.specie.cli.demo.Story;
import org.specie.kernel.core.Amount;

/** Cards are prepared, the committee names the float, and people withdraw. */
final class Opening {
  private static final Amount WITHDRAWN = Amount.parse("100.00");

  private final OfflineTown town;
  private final Story story;

  Opening(OfflineTown town, Story story) {
    this.town = town;
    this.story = story;
  }

  void play() throws IOException {
    prepare();
    nameFloat();
    withdraw();
  }

  private void prepare() throws IOException {
    long before = System.nanoTime();
    town.furnish();
    int cards = town.people().size() + 4;
    long ms = (System.nanoTime() - before) / 1_000_000 / cards;
    story.step(
        "The issuer's station prepares " + cards + " cards",
        town.people().size() == 10,
        ms + " ms each",
        "each makes its own keys; the certifier signs payment keys without seeing them",
        "the managers load " + OfflineTown.VAULT + " into each bank's vault: notes nobody has yet");
  }

  private void nameFloat() throws IOException {
    town.foundBanks();
    town.openAccounts();
    town.openBanks();
    story.step(
        "The committee names the float and issues to five accounts",
        town.floatInside().equals(Amount.ZERO),
        OfflineTown.SAVINGS + " each",
        "either of two banks may declare that offline cash came back; the float is empty");
    story.say(
        town.isReplicated()
            ? "     each bank is a process with a folder and a database of its own:"
            : "     the banks are in this process, where the ledger is:");
    for (BankHouse each : town.banks()) {
      story.say("     " + each.address());
    }
  }

  private void withdraw() throws IOException {
    boolean paid = true;
    Amount sum = Amount.ZERO;
    int turn = 0;
    for (OfflineTown.Account each : town.accounts()) {
      if (each.holder() != town.shop().purse()) {
        town.progress().at("withdrawing", turn, town.accounts().size());
        BankHouse bank = town.banks().get(turn++ % town.banks().size());
        paid &= bank.withdraw(each.holder(), each.wallet(), town.line().gateway(), WITHDRAWN);
        paid &= each.holder().balance().equals(WITHDRAWN);
        sum = sum.plus(WITHDRAWN);
      }
    }
    story.step(
        "Five people withdraw " + WITHDRAWN + " each at two banks",
        paid && town.floatInside().equals(sum),
        "float " + town.floatInside(),
        "the ledger sees an account pay into the float, and no token and no purse");
  }
}
