package org.specie.services.bank;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.agents.key.SigningKey;
import org.specie.offline.token.message.Message.Response;
import org.specie.offline.token.receipt.Token;
import org.specie.quality.requirements.Requirement;
import org.specie.services.api.Nothing;
import org.specie.services.bank.book.Customers;
import org.specie.services.bank.counter.Accounts;
import org.specie.services.bank.counter.Deposits;
import org.specie.services.bank.counter.Desk;
import org.specie.services.bank.counter.Statements;
import org.specie.services.bank.counter.WithdrawalTokens;
import org.specie.services.bank.counter.Words;
import org.specie.services.bank.statement.StatementMessage;

/** What tokens cost, and payments do not. docs/spec/59-bank-service.md section 16. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Requirement("R133")
final class FeeTest {
  private static final long OF_DEPOSITS = 25;
  private static final long OF_WITHDRAWALS = 140;
  private static final Tariff TARIFF =
      new Tariff(Amount.ofMinor(OF_DEPOSITS), Amount.ofMinor(OF_WITHDRAWALS));
  private static final int ATTEMPTS_MAX = 4;
  private static final int TRANSACTIONS_MIN = 2;
  private static final int SOON_DAYS = 5;
  private static final int DAY_MINUTES = 1_440;

  @TempDir private static Path folder;

  private Branch branch;
  private int names;

  @BeforeAll
  void open() throws IOException {
    branch = new Branch(folder.resolve("data"), "east", "west");
    branch.charge(TARIFF);
  }

  @AfterAll
  void close() throws IOException {
    branch.close();
  }

  @AfterEach
  void everythingIsThere() throws IOException {
    boolean _ = branch.plug.plugIn();
    branch.charge(TARIFF);
    branch.assertSettled();
  }

  private String name() {
    names++;
    return "deposit-of-" + names;
  }

  private Branch.Holder holder(long minor) throws IOException {
    names++;
    return branch.new Holder("holder " + names, minor);
  }

  private long fees() throws IOException {
    return branch.service().reconcile().feesMinor();
  }

  private Deposits.DepositState bring(Response response) throws IOException {
    return (Deposits.DepositState)
        branch.done("deposit", 0, new Deposits.Paying(response.encode().toHex()));
  }

  private List<String> items(Branch.Holder whose) throws IOException {
    String message =
        ((Statements.StatementText)
                branch.done("statement", whose.account, Nothing.NOTHING, "0", "9999999999"))
            .message();
    try {
      return StatementMessage.read(message).lines().stream()
          .map(each -> each.kind() + " " + each.changeMinor() + " " + each.about())
          .toList();
    } catch (MalformedInput e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aTokenIsPaidForOnceAndTheStatementSaysForWhich() throws IOException {
    Branch.Holder ana = holder(1_000);
    var _ = branch.takeDepositsFor("west", ana.account);
    long before = fees();
    String id = name();
    Deposits.DepositToken given = branch.depositToken(ana.account, id);
    assertThat(given.feeMinor()).isEqualTo(OF_DEPOSITS);
    branch.charge(new Tariff(Amount.ofMinor(900), Amount.ZERO));
    assertThat(branch.depositToken(ana.account, id)).as("as it was").isEqualTo(given);
    assertThat(ana.balance()).isEqualTo(1_000 - OF_DEPOSITS);
    assertThat(fees() - before).isEqualTo(OF_DEPOSITS);
    assertThat(items(ana))
        .anyMatch(
            each ->
                each.contains("FEE")
                    && each.contains("-" + OF_DEPOSITS)
                    && each.contains("token " + Bytes.token(given.token()).configuration().id()));
  }

  @Test
  void paymentsCostNothing() throws IOException {
    Branch.Holder ana = holder(5_000);
    long before = fees();
    String id = name();
    ana.withdraw(id, ana.person.ask(1_000));
    branch.work();
    ana.person.take(ana.fetched(id));
    assertThat(ana.balance()).isEqualTo(4_000);
    assertThat(ana.person.balanceMinor()).isEqualTo(1_000);
    assertThat(fees()).isEqualTo(before);

    var _ = branch.takeDepositsFor("west", ana.account);
    Token token = Bytes.token(branch.depositToken(ana.account, name()).token());
    Response first = ana.person.pay(Branch.requestOn(token), 300);
    bring(first);
    bring(ana.person.pay(Branch.requestOn(token.with(first.payment())), 200));
    branch.work();
    assertThat(ana.balance()).as("one token, two payments").isEqualTo(4_500 - OF_DEPOSITS);
    assertThat(fees() - before).isEqualTo(OF_DEPOSITS);
  }

  /** Whoever pays did not ask for it, and neither did the account's holder. */
  @Test
  void whatReplacesATokenThatEndsSoonCostsNothing() throws IOException {
    Branch.Holder ana = holder(3_000);
    String id = name();
    ana.withdraw(id, ana.person.ask(1_000));
    branch.work();
    ana.person.take(ana.fetched(id));
    Token soon =
        Token.fresh(
            branch.issuer.deposits(
                Branch.owner("west"), Customers.reference(ana.account), SOON_DAYS));
    branch.done("addToken", Desk.NUMBER, new Desk.Stocked("west", soon.encode().toHex()));
    var _ = branch.depositToken(ana.account, name());
    var _ = branch.takeDepositsFor("east", ana.account);
    assertThat(bring(ana.person.pay(Branch.requestOn(soon), 100)).next()).isPresent();
    branch.work();
    assertThat(ana.balance()).isEqualTo(2_000 + 100 - OF_DEPOSITS);
  }

  /** Somebody who can pay, and does so into accounts. */
  private Person payer() throws IOException {
    Branch.Holder payer = holder(5_000);
    String id = name();
    payer.withdraw(id, payer.person.ask(4_000));
    branch.work();
    payer.person.take(payer.fetched(id));
    return payer.person;
  }

  /** Who has less than the fee pays in nevertheless, and pays it out of that. */
  @Test
  void whoHasLessPaysItOutOfWhatIsPaidIn() throws IOException {
    Branch.Holder poor = holder(OF_DEPOSITS - 1);
    Person payer = payer();
    var _ = branch.takeDepositsFor("west", poor.account);
    var _ = branch.takeDepositsFor("west", poor.account);
    long before = fees();
    String id = name();
    Deposits.DepositToken given = branch.depositToken(poor.account, id);
    assertThat(given.feeMinor()).isEqualTo(OF_DEPOSITS);
    assertThat(branch.depositToken(poor.account, id)).as("the same again").isEqualTo(given);
    assertThat(branch.refused("depositToken", poor.account, new Deposits.Depositing(name())))
        .as("one at a time")
        .isEqualTo(7413);
    assertThat(poor.balance()).isEqualTo(OF_DEPOSITS - 1);

    Token token = Bytes.token(given.token());
    Response first = payer.pay(Branch.requestOn(token), 300);
    bring(first);
    branch.work();
    assertThat(poor.balance()).isEqualTo(300 - 1);
    bring(payer.pay(Branch.requestOn(token.with(first.payment())), 200));
    bring(first);
    branch.work();
    assertThat(poor.balance()).as("one token, one fee").isEqualTo(500 - 1);
    assertThat(fees() - before).isEqualTo(OF_DEPOSITS);
    assertThat(items(poor)).anyMatch(each -> each.contains("FEE -" + OF_DEPOSITS));
  }

  /** So nobody is kept from going on by what came too little. */
  @Test
  void whatBringsLessThanItCostsHasCostWhatItBrought() throws IOException {
    Branch.Holder poor = holder(0);
    Person payer = payer();
    var _ = branch.takeDepositsFor("west", poor.account);
    var _ = branch.takeDepositsFor("west", poor.account);
    long before = fees();
    Token token = Bytes.token(branch.depositToken(poor.account, name()).token());
    Response first = payer.pay(Branch.requestOn(token), 10);
    bring(first);
    branch.work();
    assertThat(poor.balance()).isZero();
    assertThat(fees() - before).isEqualTo(10);

    // Also where more comes on it later: nobody is charged for the same a second time.
    bring(payer.pay(Branch.requestOn(token.with(first.payment())), 20));
    branch.work();
    assertThat(poor.balance()).isEqualTo(20);
    assertThat(fees() - before).isEqualTo(10);
    assertThat(branch.depositToken(poor.account, name()).feeMinor()).isEqualTo(OF_DEPOSITS);
  }

  /** What the desk books is not what the token brought. */
  @Test
  void whatTheDeskPaysInTakesNoFee() throws IOException {
    Branch.Holder poor = holder(0);
    Person payer = payer();
    var _ = branch.takeDepositsFor("west", poor.account);
    long before = fees();
    Token token = Bytes.token(branch.depositToken(poor.account, name()).token());
    branch.done(
        "payIn",
        Desk.NUMBER,
        new Desk.PayingIn("paid-in-for-" + poor.account, poor.account, 1_000));
    assertThat(poor.balance()).isEqualTo(1_000);
    Response paid = payer.pay(Branch.requestOn(token), 300);
    bring(paid);
    branch.done(
        "payIn",
        Desk.NUMBER,
        new Desk.PayingIn("paid-in-again-for-" + poor.account, poor.account, 1_000));
    assertThat(fees()).isEqualTo(before);
    branch.work();
    assertThat(poor.balance()).isEqualTo(2_300 - OF_DEPOSITS);
    assertThat(fees() - before).isEqualTo(OF_DEPOSITS);
  }

  /** One that nobody pays on is owed for by nobody, and the next is given when its time is over. */
  @Test
  void onCreditOneIsGivenADay() throws IOException {
    Branch.Holder poor = holder(0);
    var _ = branch.takeDepositsFor("west", poor.account);
    var _ = branch.takeDepositsFor("west", poor.account);
    var _ = branch.depositToken(poor.account, name());
    assertThat(branch.refused("depositToken", poor.account, new Deposits.Depositing(name())))
        .isEqualTo(7413);
    branch.itIs(DAY_MINUTES);
    var _ = branch.depositToken(poor.account, name());
    assertThat(branch.refused("depositToken", poor.account, new Deposits.Depositing(name())))
        .isEqualTo(7413);
    branch.itIs(0);
    branch.charge(Tariff.FREE);
    var _ = branch.takeDepositsFor("west", poor.account);
    assertThat(branch.depositToken(poor.account, name()).feeMinor()).as("it was free").isZero();
  }

  /** From the token to the account: whoever comes next finds what the last one left. */
  @Test
  void whatIsOwedIsTakenOnceWhateverTransactionIsTheLast() throws IOException {
    Person payer = payer();
    int number = 0;
    boolean failed;
    do {
      number++;
      Branch.Holder poor = holder(0);
      var _ = branch.takeDepositsFor("west", poor.account);
      long before = fees();
      String id = name();
      Optional<Response> paid = Optional.empty();
      branch.plug.failAfter(number);
      failed = false;
      for (int i = 0; i < ATTEMPTS_MAX; i++) {
        try {
          if (paid.isEmpty()) {
            Token token = Bytes.token(branch.depositToken(poor.account, id).token());
            paid = Optional.of(payer.pay(Branch.requestOn(token), 30));
          }
          bring(paid.get());
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
      assertThat(poor.balance()).as("cut at %s", number).isEqualTo(30 - OF_DEPOSITS);
      assertThat(fees() - before).isEqualTo(OF_DEPOSITS);
    } while (failed);
    assertThat(number).as("transactions that were tried").isGreaterThan(TRANSACTIONS_MIN);
  }

  @Test
  void aTokenForWithdrawalsIsPaidForOnce() throws IOException {
    Branch.Holder ana = holder(1_000);
    SigningKey key = SigningKey.generate();
    Token token =
        ana.person.tokenForWithdrawals(
            branch.issuer.factory(),
            Customers.reference(ana.account),
            key.publicKey(),
            20,
            Branch.ENTROPY);
    WithdrawalTokens.Presenting presenting =
        new WithdrawalTokens.Presenting(
            token.encode().toHex(),
            Optional.empty(),
            ana.key
                .sign(Words.toSign(Branch.NAME, ana.account, Optional.empty(), token.encode()))
                .toHex());
    for (int i = 0; i < 2; i++) {
      assertThat(
              ((WithdrawalTokens.Certified) branch.done("withdrawalToken", 0, presenting))
                  .feeMinor())
          .isEqualTo(OF_WITHDRAWALS);
      assertThat(ana.balance()).isEqualTo(1_000 - OF_WITHDRAWALS);
    }
  }

  @Test
  void whatItCostsIsSaidBefore() throws IOException {
    Accounts.About about = (Accounts.About) branch.done("bank", 0, Nothing.NOTHING);
    assertThat(about.depositTokenFeeMinor()).isEqualTo(OF_DEPOSITS);
    assertThat(about.withdrawalTokenFeeMinor()).isEqualTo(OF_WITHDRAWALS);
  }

  @Test
  void everyTransactionCanBeTheLast() throws IOException {
    Branch.Holder ana = holder(2_000);
    int number = 0;
    boolean failed;
    do {
      number++;
      var _ = branch.takeDepositsFor("west", ana.account);
      long had = ana.balance();
      String id = name();
      branch.plug.failAfter(number);
      failed = false;
      for (int i = 0; i < ATTEMPTS_MAX; i++) {
        try {
          var _ = branch.depositToken(ana.account, id);
        } catch (IOException _) {
          failed |= branch.plug.plugIn();
          branch.restart();
        }
      }
      failed |= branch.plug.plugIn();
      assertThat(ana.balance()).isEqualTo(had - OF_DEPOSITS);
    } while (failed);
    assertThat(number).as("transactions that were tried").isGreaterThan(TRANSACTIONS_MIN);
  }
}
