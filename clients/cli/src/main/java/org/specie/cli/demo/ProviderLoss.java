package org.specie.cli.demo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.specie.cli.psp.ProviderFolder;
import org.specie.cli.town.Providers;
import org.specie.kernel.core.Amount;
import org.specie.wallet.Balance;

/**
 * Action 5: a provider burns down with all it has, and so do the devices of its customers. Another
 * provider, which never heard of them, gives them everything back from their words and the ledger.
 */
final class ProviderLoss {
  private static final Amount PAID = Amount.parse("1.00");

  private final Stage stage;
  private final Providers providers;
  private final Story story;

  ProviderLoss(Stage stage, Providers providers, Story story) {
    this.stage = stage;
    this.providers = providers;
    this.story = story;
  }

  /** Somebody and what they had. */
  private record Held(Customer customer, Balance balance) {}

  void play() throws IOException {
    ProviderFolder lost = providers.all().getLast();
    List<Held> theirs = new ArrayList<>();
    for (Customer each : stage.everybody()) {
      if (each.seat().host().equals(lost.name())) {
        theirs.add(new Held(each, each.upToDate()));
      }
    }
    providers.burn(lost);
    for (Held each : theirs) {
      each.customer().close();
    }
    ProviderFolder other = providers.all().getFirst();
    long started = System.nanoTime();
    int complete = 0;
    List<Customer> moved = new ArrayList<>();
    for (Held each : theirs) {
      story.printer().progress().at("restoring at " + other.name(), moved.size(), theirs.size());
      Customer again = stage.moveTo(other, each.customer());
      complete += again.wallet().balance().equals(each.balance()) ? 1 : 0;
      moved.add(again);
    }
    long tookMs = (System.nanoTime() - started) / 1_000_000;
    boolean paid = pay(moved);
    story.step(
        lost.name() + " burns down, and " + Told.names(moved) + " go elsewhere",
        !moved.isEmpty() && complete == theirs.size() && paid,
        complete + " of " + theirs.size() + " wallets complete in " + tookMs + " ms",
        "gone             the provider's process and database, and its customers' devices",
        "restored         from words and ledger: ordinary and private money, rest of the budget",
        "through          " + other.name() + ", which never heard of them",
        "and used         " + moved.getFirst() + " pays " + stage.merchant() + " " + PAID);
  }

  /** The first of those who moved pays the shop. */
  private boolean pay(List<Customer> moved) throws IOException {
    Amount before = stage.merchant().upToDate().unclaimed();
    moved
        .getFirst()
        .wallet()
        .payPrivately(stage.merchant().wallet().paymentAddress(), PAID, "after the fire")
        .orThrow();
    return stage.merchant().upToDate().unclaimed().equals(before.plus(PAID));
  }
}
