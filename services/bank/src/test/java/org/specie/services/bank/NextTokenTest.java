package org.specie.services.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Statement;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.specie.offline.token.message.Chain;
import org.specie.offline.token.message.Message.Response;
import org.specie.offline.token.receipt.Token;
import org.specie.quality.requirements.Requirement;
import org.specie.services.api.Nothing;
import org.specie.services.bank.book.Customers;
import org.specie.services.bank.counter.Deposits;
import org.specie.services.bank.counter.Desk;

/** A token that ends soon is replaced in the answer. docs/spec/59-bank-service.md 4.7. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Requirement("R119")
final class NextTokenTest {
  private static final int DAY_MINUTES = 1_440;
  private static final int SOON_DAYS = 5;
  private static final int SHORT_DAYS = 8;
  private static final int LONG_DAYS = 20;
  private static final int ATTEMPTS_MAX = 4;
  private static final int TRANSACTIONS_MIN = 5;

  @TempDir private static Path folder;

  private Branch branch;
  private Branch.Holder ana;
  private int names;

  @BeforeAll
  void open() throws IOException {
    branch = new Branch(folder.resolve("data"), "east", "west");
    ana = branch.new Holder("ana", 20_000);
    String id = name();
    ana.withdraw(id, ana.person.ask(5_000));
    branch.work();
    ana.person.take(ana.fetched(id));
  }

  @AfterAll
  void close() throws IOException {
    branch.close();
  }

  @AfterEach
  void everythingIsThere() throws IOException {
    boolean _ = branch.plug.plugIn();
    branch.itIs(0);
    branch.assertSettled();
  }

  private String name() {
    names++;
    return "deposit-of-" + names;
  }

  private Branch.Holder payee() throws IOException {
    names++;
    return branch.new Holder("payee " + names, 0);
  }

  /** A token that was given, before there were others, and ends in so many days. */
  private Token given(Branch.Holder payee, int days) throws IOException {
    Token made = give("west", payee, days);
    assertThat(token(payee)).isEqualTo(made);
    return made;
  }

  private Token give(String vault, Branch.Holder payee, int days) throws IOException {
    Token made =
        Token.fresh(
            branch.issuer.deposits(Branch.owner(vault), Customers.reference(payee.account), days));
    branch.done("addToken", Desk.NUMBER, new Desk.Stocked(vault, made.encode().toHex()));
    return made;
  }

  private Token token(Branch.Holder payee) throws IOException {
    return Bytes.token(branch.depositToken(payee.account, name()).token());
  }

  private Response paid(Token token, long minor) throws IOException {
    return ana.person.pay(Branch.requestOn(token), minor);
  }

  private Deposits.DepositState bring(Response response) throws IOException {
    return (Deposits.DepositState)
        branch.done("deposit", 0, new Deposits.Paying(response.encode().toHex()));
  }

  private static Token next(Deposits.DepositState state) {
    return Bytes.token(state.next().orElseThrow());
  }

  /** The payer never asks the bank for anything, and goes on after the first token has ended. */
  @Test
  void thePayerGoesOnWithWhatTheAnswerCarries() throws IOException {
    Branch.Holder ben = payee();
    Token first = given(ben, SHORT_DAYS);
    give("east", ben, LONG_DAYS);

    branch.itIs(DAY_MINUTES - 1);
    Response early = paid(first, 10);
    assertThat(bring(early).next()).as("it is good for more than a week").isEmpty();

    branch.itIs(DAY_MINUTES);
    assertThat(bring(early).next()).as("shortly before its end").isPresent();
    Token second = next(bring(early));
    assertThat(second.configuration().id()).isNotEqualTo(first.configuration().id());
    assertThat(second.configuration().extensions().account())
        .contains(Customers.reference(ben.account));

    // What is paid on the old one meanwhile is taken, and leads to the same one.
    Response late = paid(first.with(early.payment()), 20);
    assertThat(next(bring(late))).isEqualTo(second);

    branch.itIs((SHORT_DAYS + 1) * DAY_MINUTES);
    assertThat(bring(paid(second, 30)).state()).isEqualTo("ACCEPTED");
    assertThat(bring(early).next()).as("somebody has paid on it").isEmpty();
    branch.work();
    assertThat(ben.balance()).isEqualTo(60);
  }

  @Test
  void oneForOneHoweverOftenItIsBroughtAndAlsoAfterARestart() throws IOException {
    Branch.Holder ben = payee();
    Response paid = paid(given(ben, SOON_DAYS), 10);
    give("east", ben, LONG_DAYS);
    give("west", ben, LONG_DAYS);
    Token next = next(bring(paid));
    branch.work();
    Deposits.DepositState again = bring(paid);
    assertThat(again.state()).isEqualTo("CREDITED");
    assertThat(next(again)).isEqualTo(next);
    branch.restart();
    assertThat(next(bring(paid))).isEqualTo(next);

    // Nobody else is given it, and one is left for whoever asks.
    assertThat(token(ben).configuration().id()).isNotEqualTo(next.configuration().id());
    assertThat(branch.refused("depositToken", ben.account, new Deposits.Depositing(name())))
        .isEqualTo(7426);
    assertThat(
            branch.refused(
                "depositToken", ben.account, new Deposits.Depositing("after " + paid.id())))
        .as("no name of a customer's")
        .isEqualTo(7410);
  }

  @Test
  void withoutOneThatLastsLongerThePaymentIsTakenAllTheSame() throws IOException {
    Branch.Holder ben = payee();
    Response paid = paid(given(ben, SOON_DAYS), 10);
    give("west", ben, SOON_DAYS);
    Deposits.DepositState state = bring(paid);
    assertThat(state.state()).isEqualTo("ACCEPTED");
    assertThat(state.next()).as("the other ends as soon").isEmpty();

    Token later = give("east", ben, SOON_DAYS + 1);
    assertThat(next(bring(paid))).as("a day later is enough").isEqualTo(later);
    branch.work();
    assertThat(ben.balance()).isEqualTo(10);
  }

  /** Payments are kept for ever, and earn for a day. */
  @Test
  void whatWasTakenBeforeEarnsNothing() throws IOException {
    Branch.Holder ben = payee();
    Token first = given(ben, SOON_DAYS);
    Response paid = paid(first, 10);
    assertThat(bring(paid).next()).as("there is none").isEmpty();
    branch.itIs(DAY_MINUTES);
    give("east", ben, LONG_DAYS);
    assertThat(bring(paid).next()).as("it was taken a day ago").isEmpty();
    Response again = paid(first.with(paid.payment()), 20);
    Token next = next(bring(again));

    // What was lent is told as before, by the old payment too, and nothing more is.
    branch.itIs(3 * DAY_MINUTES);
    give("west", ben, LONG_DAYS);
    for (Response each : new Response[] {paid, again}) {
      assertThat(next(bring(each))).isEqualTo(next);
    }
    branch.work();
    assertThat(ben.balance()).isEqualTo(30);
    assertThat(branch.depositToken(ben.account, name()).token()).as("it is free").isNotEmpty();
  }

  @Test
  void whoeverPaysNothingIsGivenNothing() throws IOException {
    Branch.Holder ben = payee();
    Branch.Holder dan = payee();
    Token ofBen = given(ben, SOON_DAYS);
    give("east", ben, LONG_DAYS);
    give("east", dan, LONG_DAYS);
    Response paid = paid(ofBen, 10);
    Response forged = new Response(paid.id(), paid(token(dan), 10).payment(), Chain.NONE);
    assertThat(branch.refused("deposit", 0, new Deposits.Paying(forged.encode().toHex())))
        .isBetween(7000, 7299);
    assertThat(token(ben)).as("the one to go on with is free").isNotEqualTo(ofBen);
    assertThat(bring(paid).next()).as("it is another's by now").isEmpty();
    String key = bring(paid).key();
    assertThat(
            ((Deposits.DepositState) branch.done("depositState", 0, Nothing.NOTHING, key)).next())
        .as("who knows the name of a payment has not brought it")
        .isEmpty();
  }

  @Test
  void itCountsAmongThoseThatAreLent() throws IOException {
    Branch.Holder ben = payee();
    Response paid = paid(given(ben, SOON_DAYS), 10);
    for (int i = 0; i < Deposits.OPEN_MAX + 2; i++) {
      give(i % 2 == 0 ? "west" : "east", ben, LONG_DAYS);
    }
    for (int i = 1; i < Deposits.OPEN_MAX; i++) {
      var _ = token(ben);
    }
    assertThat(bring(paid).next()).as("the first is paid, so there is a place").isPresent();
    assertThat(branch.refused("depositToken", ben.account, new Deposits.Depositing(name())))
        .isEqualTo(7424);
  }

  /** The database holds it by itself, whatever a program writes. */
  @Test
  void oneIsInPlaceOfOneOfItsAccount() throws IOException {
    Branch.Holder ben = payee();
    Branch.Holder dan = payee();
    Token first = given(ben, SOON_DAYS);
    give("east", ben, LONG_DAYS);
    give("west", ben, LONG_DAYS);
    Token second = next(bring(paid(first, 10)));
    Token other = token(ben);
    for (String each :
        new String[] {
          update(second, "NULL"), update(second, digits(other)), update(other, digits(first)),
        }) {
      assertThatThrownBy(() -> execute(each)).as(each).isInstanceOf(IOException.class);
    }
    Token free = give("west", dan, LONG_DAYS);
    assertThatThrownBy(
            () ->
                execute(
                    "UPDATE deposit_token SET state = 'LENT', id = 'a-name-of-dan', lent_until = 1,"
                        + " replaces = "
                        + digits(other)
                        + " WHERE token = "
                        + digits(free)))
        .isInstanceOf(IOException.class);
  }

  private static String update(Token token, String replaces) {
    return "UPDATE deposit_token SET replaces = " + replaces + " WHERE token = " + digits(token);
  }

  private static String digits(Token token) {
    return "'\\x" + token.configuration().id() + "'";
  }

  private void execute(String command) throws IOException {
    var _ =
        branch.plug.transact(
            connection -> {
              try (Statement statement = connection.createStatement()) {
                return statement.execute(command);
              }
            });
  }

  @Test
  void everyTransactionCanBeTheLast() throws IOException {
    int number = 0;
    boolean failed;
    do {
      number++;
      Branch.Holder ben = payee();
      Response paid = paid(given(ben, SOON_DAYS), 10);
      give("east", ben, LONG_DAYS);
      give("west", ben, LONG_DAYS);
      Optional<Token> told = Optional.empty();
      branch.plug.failAfter(number);
      failed = false;
      for (int i = 0; i < ATTEMPTS_MAX; i++) {
        try {
          Token next = next(bring(paid));
          assertThat(told.orElse(next)).isEqualTo(next);
          told = Optional.of(next);
          for (IOException each : branch.service().work()) {
            throw each;
          }
        } catch (IOException _) {
          failed |= branch.plug.plugIn();
          branch.restart();
        }
      }
      failed |= branch.plug.plugIn();
      branch.work();
      assertThat(bring(paid).state()).isEqualTo("CREDITED");
      assertThat(next(bring(paid))).isEqualTo(told.orElseThrow());
      assertThat(ben.balance()).isEqualTo(10);
      var _ = token(ben);
      assertThat(branch.refused("depositToken", ben.account, new Deposits.Depositing(name())))
          .as("one of two was given in its place")
          .isEqualTo(7426);
    } while (failed);
    assertThat(number).as("transactions that were tried").isGreaterThan(TRANSACTIONS_MIN);
  }
}
