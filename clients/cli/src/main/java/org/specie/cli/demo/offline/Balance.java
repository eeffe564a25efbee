package org.specie.cli.demo.offline;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.specie.cash.application.state.Supply;
import org.specie.cli.demo.Story;
import org.specie.cli.demo.WholeChain;
import org.specie.cli.town.offline.Holder;
import org.specie.kernel.core.Amount;
import org.specie.offline.agents.inspection.Alarm;
import org.specie.services.bank.counter.Desk;

/** The table at the end: cards on one side, the ledger on the other. */
final class Balance {
  private final OfflineTown town;
  private final Story story;

  /** What the card held that has ended. */
  private final Amount ended;

  Balance(OfflineTown town, Story story, Amount ended) {
    this.town = town;
    this.story = story;
    this.ended = ended;
  }

  void check() throws IOException {
    Amount held = Amount.ZERO;
    List<String> cells = new ArrayList<>();
    for (Holder each : town.people()) {
      held = held.plus(each.owned());
      cells.add(each + " " + each.owned());
    }
    Holder market = town.shop().purse();
    held = held.plus(market.owned());
    cells.add(market + " " + market.owned());
    Amount vaults = town.reserve().balance();
    Amount underWay = Amount.ZERO;
    List<Desk.Report> banks = new ArrayList<>();
    for (BankHouse each : town.banks()) {
      Desk.Report report = each.report();
      vaults = vaults.plus(Amount.ofMinor(report.vaults().getFirst().heldMinor()));
      underWay = underWay.plus(Amount.ofMinor(report.pendingMinor()));
      banks.add(report);
    }
    table(cells, held, vaults, underWay);
    border(held, underWay);
    devices(held, vaults);
    books(banks);
    ledger();
    alarms();
    WholeChain.check(town.network(), town.entropy(), story);
  }

  private void table(List<String> cells, Amount held, Amount vaults, Amount underWay)
      throws IOException {
    story.say("");
    for (int i = 0; i < cells.size(); i += 4) {
      story.say("     " + String.join("   ", cells.subList(i, Math.min(cells.size(), i + 4))));
    }
    row("people and market hold", held);
    row("of it made by the copied card", Crime.COUNTERFEIT);
    row("under way at the banks", underWay);
    row("float on the ledger", town.floatInside());
    row("still in vaults", vaults);
    row("on the card that ended", ended);
    story.say("");
    story.say("Checks");
  }

  private void row(String what, Amount amount) {
    story.say("     %-34s%12s".formatted(what, amount));
  }

  private void border(Amount held, Amount underWay) throws IOException {
    Amount owed = town.floatInside();
    story.check(
        "the float owes what honest cards hold: "
            + owed
            + " = "
            + held
            + " - "
            + Crime.COUNTERFEIT
            + " + "
            + underWay,
        owed.plus(Crime.COUNTERFEIT).equals(held.plus(underWay)));
  }

  private void devices(Amount held, Amount vaults) {
    Amount loaded = OfflineTown.VAULT.plus(OfflineTown.VAULT).plus(OfflineTown.RESERVE);
    story.check(
        "cards hold what was loaded: " + loaded + ", and the copy's " + Crime.COUNTERFEIT,
        held.plus(vaults).plus(ended).equals(loaded.plus(Crime.COUNTERFEIT)));
  }

  /** One bank may have let out what came back by the other. */
  private void books(List<Desk.Report> banks) throws IOException {
    List<String> floats = new ArrayList<>();
    long sum = 0;
    for (Desk.Report each : banks) {
      Amount amount = Amount.ofMinor(Math.abs(each.floatMinor()));
      floats.add(each.floatMinor() < 0 ? "(-" + amount + ")" : amount.toString());
      sum += each.floatMinor();
    }
    story.check(
        "the banks' books balance, and say of the float what the ledger says: "
            + String.join(" + ", floats),
        banks.stream().allMatch(Desk.Report::balanced) && sum == town.floatInside().minor());
  }

  private void ledger() throws IOException {
    Supply supply = town.network().supply();
    story.check(
        "money is conserved on the ledger: issued "
            + supply.circulating()
            + " = ordinary "
            + supply.ordinary()
            + " + offline "
            + supply.offline(),
        supply.isConserved(town.network().pool())
            && supply.circulating().equals(supply.ordinary().plus(supply.offline()))
            && supply.offline().equals(town.floatInside()));
  }

  private void alarms() throws IOException {
    List<Alarm> alarms = town.issuer().alarms();
    story.check("one alarm, for the copied card, and none for anybody else", alarms.size() == 1);
  }
}
