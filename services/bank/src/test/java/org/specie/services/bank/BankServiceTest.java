package org.specie.services.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.offline.agents.key.SigningKey;
import org.specie.offline.purse.device.DeviceReason;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.message.Message.Response;
import org.specie.offline.token.value.OwnerId;
import org.specie.quality.requirements.Requirement;
import org.specie.services.api.Access;
import org.specie.services.api.Answer;
import org.specie.services.api.Caller;
import org.specie.services.api.Nothing;
import org.specie.services.bank.counter.Accounts;
import org.specie.services.bank.counter.Deposits;
import org.specie.services.bank.counter.Desk;
import org.specie.services.bank.counter.Withdrawals;
import org.specie.services.bank.vault.Reconciliation;

/** A bank with two vaults and its own accounts. docs/spec/59-bank-service.md. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BankServiceTest {
  private static final int THREADS = 8;
  private static final int TRANSACTIONS_MIN = 15;
  private static final int ATTEMPTS_MAX = 4;

  @TempDir private static Path folder;

  private Branch branch;
  private Branch.Holder ana;
  private Branch.Holder ben;
  private int names;

  @BeforeAll
  void open() throws IOException {
    branch = new Branch(folder.resolve("data"), "east", "west");
    ana = branch.new Holder("ana", 60_000);
    ben = branch.new Holder("ben", 1_000);
  }

  @AfterAll
  void close() throws IOException {
    branch.close();
  }

  /** After every story, whatever was refused or broke in it, everything is there. */
  @AfterEach
  void everythingIsThere() throws IOException {
    branch.vaults.values().forEach(each -> each.cut(false));
    branch.vaults.values().forEach(each -> each.loseAnswers(false));
    branch.vaults.values().forEach(each -> each.refuse(Optional.empty()));
    boolean _ = branch.plug.plugIn();
    branch.restart();
    branch.work();
    assertBalanced();
    assertThat(branch.service().reconcile().pendingMinor()).isZero();
  }

  private void assertBalanced() throws IOException {
    Reconciliation now = branch.service().reconcile();
    assertThat(now.isBalanced()).as("%s", now).isTrue();
  }

  private String name() {
    names++;
    return "withdrawal-" + names;
  }

  @Test
  @Requirement({"R122", "R124"})
  void paysOnceHoweverOftenItIsAsked() throws IOException {
    long had = ana.balance();
    String id = name();
    Request request = ana.person.ask(1_250);
    assertThat(ana.withdraw(id, request).state()).isEqualTo("ASKED");
    assertThat(ana.balance()).isEqualTo(had - 1_250);
    assertThat(branch.service().reconcile().pendingMinor()).isEqualTo(1_250);
    assertBalanced();

    branch.work();
    assertThat(ana.withdraw(id, request).state()).isEqualTo("PAID");
    branch.work();
    Response paid = ana.fetched(id);
    assertThat(ana.fetched(id)).isEqualTo(paid);
    assertThat(ana.balance()).isEqualTo(had - 1_250);
    long held = ana.person.balanceMinor();
    ana.person.take(paid);
    assertThat(ana.person.balanceMinor()).isEqualTo(held + 1_250);
    assertBalanced();
  }

  /** A customer hands banknotes over the counter; the shop pays the same from its purse. */
  @Test
  @Requirement("R35")
  void aShopWithdrawsAndPaysACustomerForBanknotes() throws IOException {
    takeCash(400);
    long shopHeld = ana.person.balanceMinor();
    long customerHeld = ben.person.balanceMinor();
    Request wanted = ben.person.ask(250);
    ben.person.take(ana.person.pay(wanted, 250));
    assertThat(ana.person.balanceMinor()).isEqualTo(shopHeld - 250);
    assertThat(ben.person.balanceMinor()).isEqualTo(customerHeld + 250);
    ana.person.take(ben.person.pay(ana.person.ask(250), 250));
    assertThat(ana.person.balanceMinor()).as("the customer spends it").isEqualTo(shopHeld);
  }

  @Test
  @Requirement("R118")
  void creditsADepositOnceAlsoFromAnybody() throws IOException {
    takeCash(700);
    long had = ben.balance();
    Response paid = ana.person.pay(branch.depositRequest(ben.account), 300);
    Deposits.Paying paying = new Deposits.Paying(paid.encode().toHex());
    Deposits.DepositState first = (Deposits.DepositState) branch.done("deposit", 0, paying);
    assertThat(first.state()).isEqualTo("ACCEPTED");
    assertBalanced();
    assertThat(branch.done("deposit", 0, paying)).isEqualTo(first);
    branch.work();
    assertThat(branch.done("deposit", 0, paying))
        .isEqualTo(new Deposits.DepositState(first.key(), "CREDITED", Optional.empty()));
    branch.work();
    assertThat(branch.done("depositState", 0, Nothing.NOTHING, first.key()))
        .isEqualTo(new Deposits.DepositState(first.key(), "CREDITED", Optional.empty()));
    assertThat(ben.balance()).isEqualTo(had + 300);
    Accounts.Lines lines = (Accounts.Lines) branch.done("lines", ben.account, Nothing.NOTHING, "0");
    assertThat(lines.lines().getLast().kind()).isEqualTo("CREDITED");
    assertThat(lines.lines().stream().mapToLong(Accounts.Line::changeMinor).sum())
        .isEqualTo(ben.balance());
  }

  /** What waits for a vault has a key to be paid with, and nothing more is promised. */
  @Test
  void promisesNoMoreThanItsDevicesHaveKeysFor() throws IOException {
    branch.vaults.values().forEach(each -> each.says(OptionalInt.of(1)));
    branch.work();
    for (int i = 0; i < branch.vaults.size(); i++) {
      assertThat(ana.withdraw(name(), ana.person.ask(100)).state()).isEqualTo("ASKED");
    }
    Withdrawals.Asking more = ana.asking(name(), ana.person.ask(100));
    assertThat(branch.refused("withdraw", ana.account, more)).isEqualTo(BankReason.NO_VAULT.code());
    branch.vaults.values().forEach(each -> each.says(OptionalInt.of(0)));
    branch.work();
    assertThat(branch.refused("withdraw", ana.account, more)).isEqualTo(BankReason.NO_VAULT.code());
    branch.vaults.values().forEach(each -> each.says(OptionalInt.empty()));
    branch.work();
    var _ = branch.done("withdraw", ana.account, more);
  }

  private void takeCash(long minor) throws IOException {
    String id = name();
    ana.withdraw(id, ana.person.ask(minor));
    branch.work();
    ana.person.take(ana.fetched(id));
  }

  @Test
  @Requirement("R121")
  void refusesWhoeverLies() throws IOException {
    String id = name();
    Request request = ana.person.ask(200);
    Withdrawals.Asking honest = ana.asking(id, request);

    // Ben shows what Ana signed, with his own word; somebody changes the name; nobody signs.
    assertThat(branch.refused("withdraw", ben.account, honest)).isEqualTo(7412);
    assertThat(
            branch.refused(
                "withdraw",
                ana.account,
                new Withdrawals.Asking(name(), honest.request(), honest.signature())))
        .isEqualTo(7412);
    assertThat(
            branch.refused(
                "withdraw",
                ana.account,
                new Withdrawals.Asking(id, honest.request(), "00".repeat(64))))
        .isEqualTo(7412);
    assertThat(branch.refused("withdraw", Desk.NUMBER, honest)).isEqualTo(7418);
    assertThat(branch.refused("withdrawal", ana.account, Nothing.NOTHING, id)).isEqualTo(7416);

    var _ = branch.done("withdraw", ana.account, honest);
    Request other = ana.person.ask(201);
    assertThat(branch.refused("withdraw", ana.account, ana.asking(id, other))).isEqualTo(7411);
    assertThat(branch.refused("withdraw", ana.account, ana.asking(name(), request)))
        .as("a token is in one withdrawal")
        .isEqualTo(7401);
    assertThat(branch.refused("withdraw", ben.account, ben.asking(name(), request)))
        .isEqualTo(7401);
    assertThat(branch.refused("withdrawal", ben.account, Nothing.NOTHING, id)).isEqualTo(7416);
  }

  @Test
  void refusesWhatIsNoRequestOfThisCurrency() throws IOException {
    Request request = ana.person.ask(90);
    String digits = request.encode().toHex();
    for (String bad :
        List.of("", "zz", digits + "00", digits.substring(2), digits.toUpperCase(Locale.ROOT))) {
      assertThat(branch.refused("withdraw", ana.account, new Withdrawals.Asking(name(), bad, "00")))
          .isEqualTo(7410);
    }
    assertThat(branch.refused("withdraw", ana.account, ana.asking("Short", request)))
        .isEqualTo(7410);
    Request open = branch.depositRequest(ben.account);
    assertThat(branch.refused("withdraw", ana.account, ana.asking(name(), open))).isEqualTo(7402);
    // A token of another issuer, whose currency it is.
    Person stranger = Person.alone(new RootAndAgents(), "stranger", new SecureRandom()::nextBytes);
    int code = branch.refused("withdraw", ana.account, ana.asking(name(), stranger.ask(90)));
    assertThat(code).isBetween(7000, 7099);
    assertThat(branch.refused("deposit", 0, new Deposits.Paying(digits))).isEqualTo(7410);
  }

  @Test
  void refusesMoreThanThereIsAndMoreThanIsAllowed() throws IOException {
    long held = ben.balance();
    assertThat(
            branch.refused("withdraw", ben.account, ben.asking(name(), ben.person.ask(held + 1))))
        .isEqualTo(7413);
    assertThat(branch.refused("withdraw", ana.account, ana.asking(name(), ana.person.ask(50_001))))
        .isEqualTo(7415);
    branch.bound(91, Branch.TIMES, BankLimits.RECORDS);
    assertThat(branch.refused("withdraw", ana.account, ana.asking(name(), ana.person.ask(90))))
        .isEqualTo(7429);
    String known = name();
    Request small = ana.person.ask(91);
    ana.withdraw(known, small);
    branch.bound(1, 1, BankLimits.RECORDS);
    assertThat(branch.refused("withdraw", ana.account, ana.asking(name(), ana.person.ask(90))))
        .isEqualTo(7430);
    assertThat(ana.withdraw(known, small).state()).as("the same again is none").isEqualTo("PAID");
    branch.limit(1_000_000, 1_000_000, 100);
    branch.done("payIn", Desk.NUMBER, new Desk.PayingIn("a-fortune", ana.account, 1_000_000));
    assertThat(
            branch.refused(
                "withdraw", ana.account, ana.asking(name(), ana.person.ask(Branch.STOCK + 1))))
        .as("no vault holds as much")
        .isEqualTo(7414);
    branch.limit(50_000, 90_000, 100);
  }

  /** A payment to one vault must not be redeemed by the other as well. */
  @Test
  @Requirement("R118")
  void eachVaultHasAnOwnerIdOfItsOwn() throws IOException {
    OwnerId east = branch.vault("east").state().owner();
    assertThat(branch.vault("west").state().owner()).isNotEqualTo(east);
    assertThatThrownBy(
            () ->
                branch.issuer.register(
                    ByteString.utf8("the third vault."), SigningKey.generate().publicKey(), east))
        .as("a third vault under the owner id of the first")
        .hasMessageContaining("OWNER_HAS_DEVICE");
  }

  @Test
  void theDeskIsNotForCustomers() throws IOException {
    assertThat(
            branch.refused(
                "payIn", ana.account, new Desk.PayingIn("my-own-money", ana.account, 1_000)))
        .isEqualTo(7417);
    assertThat(branch.refused("reconciliation", ana.account, Nothing.NOTHING)).isEqualTo(7417);
    assertThat(
            branch.refused(
                "openAccount", Desk.NUMBER, new Desk.Opening(ana.key.publicKey().bytes().toHex())))
        .isEqualTo(7419);
    assertThat(
            branch.refused(
                "payIn", Desk.NUMBER, new Desk.PayingIn("opening-" + ana.account, ana.account, 1)))
        .isEqualTo(7420);
    assertThat(branch.refused("payIn", Desk.NUMBER, new Desk.PayingIn("to-nobody", 9_999, 1)))
        .isEqualTo(7416);
    assertThat(
            branch.refused("payIn", Desk.NUMBER, new Desk.PayingIn("nothing-at", ana.account, 0)))
        .isEqualTo(7410);
  }

  @Test
  @Requirement("R124")
  void manyWhoAskAtOnceAskOnce() throws Exception {
    long had = ana.balance();
    String id = name();
    Withdrawals.Asking asking = ana.asking(id, ana.person.ask(40));
    CountDownLatch start = new CountDownLatch(1);
    List<Future<String>> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      for (int i = 0; i < THREADS; i++) {
        boolean works = i % 4 == 3;
        answers.add(
            threads.submit(
                () -> {
                  start.await();
                  if (works) {
                    var _ = branch.service().work();
                  }
                  return ((Withdrawals.WithdrawalState)
                          branch.done("withdraw", ana.account, asking))
                      .state();
                }));
      }
      start.countDown();
      for (Future<String> each : answers) {
        assertThat(each.get(2, TimeUnit.MINUTES)).isIn("ASKED", "PAID");
      }
    }
    branch.work();
    assertThat(ana.look(id).state()).isEqualTo("PAID");
    assertThat(ana.balance()).isEqualTo(had - 40);
  }

  /** Each waits for its device, so a bank with more vaults pays more at a time. */
  @Test
  void vaultsPayAtTheSameTime() throws IOException {
    Branch.Holder eva = branch.new Holder("eva", 500);
    String first = name();
    String second = name();
    eva.withdraw(first, eva.person.ask(100));
    eva.withdraw(second, eva.person.ask(100));
    CyclicBarrier both = new CyclicBarrier(2);
    branch.vaults.values().forEach(each -> each.waitsFor(both));
    try {
      assertThat(branch.service().work()).isEmpty();
    } finally {
      branch.vaults.values().forEach(Branch.Line::waitsForNobody);
    }
    assertThat(eva.look(first).state()).isEqualTo("PAID");
    assertThat(eva.look(second).state()).isEqualTo("PAID");
  }

  @Test
  @Requirement("R131")
  void aVaultThatIsDownIsPassedOverAndLosesNothing() throws IOException {
    String waits = name();
    Branch.Line east = branch.vault("east");
    Branch.Line west = branch.vault("west");
    west.cut(true);
    branch.work();
    ana.withdraw(waits, ana.person.ask(100));
    branch.work();
    assertThat(ana.look(waits).state()).as("the other vault pays").isEqualTo("PAID");

    east.cut(true);
    branch.work();
    assertThat(branch.refused("withdraw", ana.account, ana.asking(name(), ana.person.ask(110))))
        .isEqualTo(7414);
    east.cut(false);
    branch.work();

    // The vault hears it, pays, and its answer is lost; another vault must not pay it too.
    String lost = name();
    east.loseAnswers(true);
    ana.withdraw(lost, ana.person.ask(120));
    branch.work();
    assertThat(ana.look(lost).state()).isEqualTo("ASKED");
    west.cut(false);
    branch.work();
    assertThat(ana.look(lost).state()).isEqualTo("ASKED");
    east.loseAnswers(false);
    branch.restart();
    branch.work();
    assertThat(ana.look(lost).state()).isEqualTo("PAID");
    assertBalanced();
  }

  /** A device that refuses by itself is not asked again in every round, and not chosen. */
  @Test
  void aVaultWithoutPaymentKeysRests() throws IOException {
    branch.vaults.values().forEach(each -> each.refuse(Optional.of(DeviceReason.NO_PAYMENT_KEY)));
    List<String> waiting = List.of(name(), name(), name(), name());
    for (String each : waiting) {
      assertThat(ana.withdraw(each, ana.person.ask(10)).state()).isEqualTo("ASKED");
    }
    for (int i = 0; i < 4; i++) {
      branch.work();
    }
    branch
        .vaults
        .values()
        .forEach(each -> assertThat(each.refusals()).as("orders for nothing").isEqualTo(1));
    assertThat(branch.service().reconcile().vaults()).noneMatch(Reconciliation.Line::isUp);
    assertBalanced();
    assertThat(branch.refused("withdraw", ana.account, ana.asking(name(), ana.person.ask(10))))
        .isEqualTo(7414);

    branch.itIs(61);
    branch.work();
    branch.itIs(0);
    branch
        .vaults
        .values()
        .forEach(each -> assertThat(each.refusals()).as("orders after an hour").isEqualTo(2));

    branch.vaults.values().forEach(each -> each.refuse(Optional.empty()));
    branch.restart();
    branch.work();
    for (String each : waiting) {
      assertThat(ana.look(each).state()).isEqualTo("PAID");
      ana.person.take(ana.fetched(each));
    }
  }

  @Test
  void whoOpensTheBooksAgainIsTheOnlyOneThatWrites() throws IOException {
    BankService former = branch.service();
    branch.restart();
    assertThatThrownBy(former::reconcile).isInstanceOf(IOException.class);
    assertThat(former.work()).isNotEmpty();
    branch.work();
    assertBalanced();
  }

  @Test
  void whoeverHasNoWordIsNobody() throws IOException {
    Secret desk = Secret.copyOf(ByteString.utf8("the desk's word, 32 bytes long!!").toByteArray());
    BankService service = branch.service();
    for (String bad :
        List.of(
            "",
            "Bearer",
            "Bearer 00",
            "Bearer " + "00".repeat(32),
            "Basic " + ana.access.toHex())) {
      assertThat(service.admit(desk, Access.CUSTOMER, Optional.of(bad)))
          .isInstanceOf(Answer.Refused.class);
    }
    assertThat(service.admit(desk, Access.CUSTOMER, Optional.of("Bearer " + ana.access.toHex())))
        .isEqualTo(Answer.done(new Caller.Customer(ana.account)));
    assertThat(
            service.admit(
                desk,
                Access.CUSTOMER,
                Optional.of(
                    "Bearer " + ByteString.utf8("the desk's word, 32 bytes long!!").toHex())))
        .isEqualTo(Answer.done(new Caller.Customer(Desk.NUMBER)));
  }

  /** What a withdrawal and a deposit come to, whatever fails on the way. */
  private void story(String id, Request request, Response deposit) throws IOException {
    ana.withdraw(id, request);
    for (IOException each : branch.service().work()) {
      throw each;
    }
    var _ = branch.done("deposit", 0, new Deposits.Paying(deposit.encode().toHex()));
    for (IOException each : branch.service().work()) {
      throw each;
    }
  }

  /** The last one is in the database, and nobody was told: whoever comes next finds that. */
  @Test
  @Requirement({"R118", "R123"})
  void everyTransactionCanBeTheLast() throws IOException {
    int number = 0;
    boolean failed;
    takeCash(10);
    do {
      number++;
      String id = name();
      Request request = ana.person.ask(10);
      Response deposit = ana.person.pay(branch.depositRequest(ben.account), 10);
      long anaHad = ana.balance();
      long benHad = ben.balance();
      branch.plug.failAfter(number);
      failed = false;
      for (int i = 0; i < ATTEMPTS_MAX; i++) {
        try {
          story(id, request, deposit);
        } catch (IOException _) {
          failed |= branch.plug.plugIn();
          branch.restart();
          var _ = branch.service().work();
        }
      }
      failed |= branch.plug.plugIn();
      branch.work();
      ana.person.take(ana.fetched(id));
      assertThat(ana.balance()).isEqualTo(anaHad - 10);
      assertThat(ben.balance()).isEqualTo(benHad + 10);
      assertBalanced();
    } while (failed);
    assertThat(number).as("transactions that were tried").isGreaterThan(TRANSACTIONS_MIN);
  }
}
