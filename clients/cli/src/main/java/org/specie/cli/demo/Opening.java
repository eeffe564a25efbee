package org.specie.cli.demo;

import java.io.IOException;
import java.util.List;
import org.specie.cash.application.policy.Policy;
import org.specie.cash.application.state.Pool;
import org.specie.cash.application.state.Supply;
import org.specie.cash.application.transaction.Act;
import org.specie.kernel.core.Amount;
import org.specie.wallet.Answer;
import org.specie.wallet.Balance;
import org.specie.wallet.Progress;
import org.specie.wallet.history.Entry;

/** Ten customers come in; the committee issues ordinary money, private money and budgets. */
final class Opening {
  private static final List<String> NAMES =
      List.of("Ana", "Ben", "Cleo", "Dan", "Eva", "Finn", "Gal", "Hila", "Ido", "Jona");
  private static final Amount ORDINARY = Amount.parse("200.00");
  private static final Amount PRIVATE = Amount.parse("30.00");
  private static final String SHOP = "Shop";
  private static final int PERSON = 0;
  private static final int BUSINESS = 1;
  private static final int ISSUED_PRIVATELY_FROM = 8;

  private final Stage stage;
  private final Story story;

  Opening(Stage stage, Story story) {
    this.stage = stage;
    this.story = story;
  }

  void play() throws IOException {
    enrolEverybody();
    enrolTwice();
    issueOrdinary();
    issuePrivate();
  }

  private void enrolEverybody() throws IOException {
    Progress progress = story.printer().progress();
    long before = stage.stopwatch().submittedNanos();
    for (String name : NAMES) {
      progress.at("enrolling customers", stage.customers().size(), NAMES.size());
      stage.newCustomer(name).enrol(name, PERSON).orThrow();
    }
    Entry _ = stage.openShop(SHOP).enrol(SHOP, BUSINESS).orThrow();
    Policy policy = stage.network().policy();
    boolean budgets = true;
    for (Customer customer : stage.customers()) {
      Balance balance = customer.wallet().balance();
      budgets &= balance.budgetLeft().equals(policy.classes().get(PERSON).budget());
    }
    long eachMs =
        (stage.stopwatch().submittedNanos() - before) / stage.everybody().size() / 1_000_000;
    story.step(
        NAMES.size() + " customers and a shop open wallets and enrol",
        budgets,
        eachMs + " ms each",
        "each holds a budget of "
            + policy.classes().get(PERSON).budget()
            + " private a month, which no ledger entry counts down",
        stage.processes().isPresent()
            ? "a town hall vouched for each under a pseudonym; a provider passes on what it cannot"
                + " read"
            : "the registrars looked at each person's papers");
  }

  private void enrolTwice() throws IOException {
    Customer ana = stage.customer(0);
    Customer again = stage.visitor("Ana-again", ana);
    Answer<Entry> answer = again.enrol(ana.name(), PERSON);
    again.close();
    story.step(
        ana + " tries to enrol a second wallet",
        Told.isCode(Told.reason(answer), 3551),
        Told.outcome(Told.reason(answer), "registrars"),
        Told.lines(Told.reason(answer)));
  }

  private void issueOrdinary() throws IOException {
    long height = 0;
    for (Customer customer : stage.customers()) {
      height =
          stage
              .network()
              .decide(new Act.IssueOrdinary(customer.wallet().account(), ORDINARY))
              .orThrow()
              .height();
    }
    boolean arrived = true;
    for (Customer customer : stage.customers()) {
      arrived &= customer.upToDate().ordinary().equals(ORDINARY);
    }
    Policy policy = stage.network().policy();
    story.step(
        "The committee issues " + ORDINARY + " to each",
        arrived,
        "block " + height,
        policy.committee().required()
            + " of "
            + policy.committee().keys().size()
            + " members signed each issue; accounts and amounts are public");
  }

  private void issuePrivate() throws IOException {
    List<Customer> lucky =
        stage.customers().subList(ISSUED_PRIVATELY_FROM, stage.customers().size());
    boolean arrived = true;
    for (Customer customer : lucky) {
      stage
          .network()
          .decide(
              new Act.IssuePrivate(customer.wallet().paymentAddress().publicSpendKey(), PRIVATE))
          .orThrow();
      arrived &= customer.upToDate().privately().equals(PRIVATE);
    }
    Supply supply = stage.network().supply();
    Pool pool = stage.network().pool();
    story.step(
        "The committee issues " + PRIVATE + " private to " + Told.names(lucky),
        arrived && supply.isConserved(pool),
        "supply " + supply.circulating(),
        "that a coin was made is public, what becomes of it is not");
  }
}
