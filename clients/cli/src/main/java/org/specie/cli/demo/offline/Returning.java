package org.specie.cli.demo.offline;

import java.io.IOException;
import org.specie.cli.demo.Story;
import org.specie.kernel.core.Amount;
import org.specie.kernel.crypto.signature.Address;
import org.specie.offline.token.message.Message.Proof;
import org.specie.offline.token.receipt.Token;
import org.specie.wallet.Progress;
import org.specie.wallet.Wallet;

/** Cash goes back into accounts, by way of a bank's vault and the float. */
final class Returning {
  private static final Amount TAKINGS = Amount.parse("10.00");

  private final OfflineTown town;
  private final Story story;

  Returning(OfflineTown town, Story story) {
    this.town = town;
    this.story = story;
  }

  void play() throws IOException {
    BankHouse bank = town.banks().getLast();
    OfflineTown.Account market = town.accounts().getLast();
    Address account = market.wallet().account();
    Amount inside = town.floatInside();
    boolean clean = inspect(bank.deposit(market.holder(), account, TAKINGS));
    story.step(
        "The market deposits " + TAKINGS + " into its account",
        clean
            && town.floatInside().equals(inside.minus(TAKINGS))
            && ordinary(market.wallet()).equals(TAKINGS),
        "float " + town.floatInside(),
        "the vault's card collects first; then the bank redeems from the float, once");
  }

  /** Inspection looks at what came back; an honest payment raises nothing. */
  private boolean inspect(Token paid) throws IOException {
    town.issuer()
        .submit(new Proof(paid.configuration(), paid.last().orElseThrow(), town.issuer().chain()));
    return town.issuer().alarms().isEmpty();
  }

  private static Amount ordinary(Wallet wallet) throws IOException {
    wallet.sync(Progress.none()).orThrow();
    return wallet.balance().ordinary();
  }
}
