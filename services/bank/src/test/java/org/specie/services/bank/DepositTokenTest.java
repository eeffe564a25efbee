package org.specie.services.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
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
import org.specie.offline.token.check.TokenReason;
import org.specie.offline.token.message.Message.Response;
import org.specie.offline.token.receipt.Token;
import org.specie.quality.requirements.Requirement;
import org.specie.services.bank.book.Customers;
import org.specie.services.bank.counter.Deposits;
import org.specie.services.bank.counter.Desk;

/** A token for each deposit, and nobody else's. docs/spec/59-bank-service.md section 4. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DepositTokenTest {
  private static final int DAY_MINUTES = 1_440;
  private static final int THREADS = 8;
  private static final int BURST = 20;
  private static final int RECORDS_EACH = 8;
  private static final int ATTEMPTS_MAX = 4;
  private static final int TRANSACTIONS_MIN = 10;

  @TempDir private static Path folder;

  private Branch branch;
  private Branch.Holder ana;
  private Branch.Holder eva;
  private int names;

  @BeforeAll
  void open() throws IOException {
    branch = new Branch(folder.resolve("data"), "east", "west");
    ana = branch.new Holder("ana", 20_000);
    eva = branch.new Holder("eva", 20_000);
    takeCash(ana, 5_000);
    takeCash(eva, 5_000);
  }

  @AfterAll
  void close() throws IOException {
    branch.close();
  }

  @AfterEach
  void everythingIsThere() throws IOException {
    boolean _ = branch.plug.plugIn();
    branch.itIs(0);
    branch.limit(50_000, 90_000, 100);
    branch.assertSettled();
  }

  private String name() {
    names++;
    return "deposit-of-" + names;
  }

  private void takeCash(Branch.Holder who, long minor) throws IOException {
    String id = name();
    who.withdraw(id, who.person.ask(minor));
    branch.work();
    who.person.take(who.fetched(id));
  }

  /** Somebody who is paid, with so many tokens at the two vaults. */
  private Branch.Holder payee(int tokens) throws IOException {
    names++;
    Branch.Holder made = branch.new Holder("payee " + names, 0);
    for (int i = 0; i < tokens; i++) {
      var _ = branch.takeDepositsFor(i % 2 == 0 ? "west" : "east", made.account);
    }
    return made;
  }

  private Token token(Branch.Holder payee, String id) throws IOException {
    return Bytes.token(branch.depositToken(payee.account, id).token());
  }

  private int refused(Branch.Holder payee, String id) throws IOException {
    return branch.refused("depositToken", payee.account, new Deposits.Depositing(id));
  }

  private Response paid(Branch.Holder payer, Token token, long minor) throws IOException {
    return payer.person.pay(Branch.requestOn(token), minor);
  }

  private String bring(Response response) throws IOException {
    Deposits.Paying paying = new Deposits.Paying(response.encode().toHex());
    return ((Deposits.DepositState) branch.done("deposit", 0, paying)).state();
  }

  /** What each comes to, begun at the same time. */
  private static <T> List<T> atOnce(List<Callable<T>> tasks) throws Exception {
    CountDownLatch start = new CountDownLatch(1);
    List<Future<T>> futures = new ArrayList<>();
    List<T> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(tasks.size())) {
      for (Callable<T> each : tasks) {
        futures.add(
            threads.submit(
                () -> {
                  start.await();
                  return each.call();
                }));
      }
      start.countDown();
      for (Future<T> each : futures) {
        results.add(each.get(2, TimeUnit.MINUTES));
      }
    }
    return results;
  }

  /** Both have paid before either brings it: the case in which one of two lost the money. */
  @Test
  void twoPayersAtOnceAreBothCredited() throws Exception {
    Branch.Holder ben = payee(2);
    Token first = token(ben, "from-ana-1");
    Token second = token(ben, "from-eva-1");
    assertThat(second.configuration().id()).isNotEqualTo(first.configuration().id());
    Response ofAna = paid(ana, first, 300);
    Response ofEva = paid(eva, second, 400);
    assertThat(atOnce(List.<Callable<String>>of(() -> bring(ofAna), () -> bring(ofEva))))
        .allMatch(state -> state.equals("ACCEPTED") || state.equals("CREDITED"));
    branch.work();
    assertThat(bring(ofAna)).isEqualTo("CREDITED");
    assertThat(bring(ofEva)).isEqualTo("CREDITED");
    branch.work();
    assertThat(ben.balance()).as("each once").isEqualTo(700);
  }

  /** Each takes room in the journals, however small it is. */
  @Test
  void anAccountHasSoManyDepositsOnOneDay() throws Exception {
    Branch.Holder ben = payee(3);
    Branch.Holder other = payee(1);
    List<Response> ofOneDay = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      ofOneDay.add(paid(ana, token(ben, "tiny-one-" + i), 1));
    }
    branch.bound(1, 2, BankLimits.RECORDS);
    assertThat(bring(ofOneDay.get(0))).isEqualTo("ACCEPTED");
    assertThat(bring(ofOneDay.get(1))).isEqualTo("ACCEPTED");
    branch.work();
    assertThat(bringRefused(ofOneDay.get(2))).isEqualTo(7430);
    assertThat(bring(ofOneDay.get(0))).as("the same again is none").isEqualTo("CREDITED");
    assertThat(bring(paid(eva, token(other, "of-another"), 1))).isEqualTo("ACCEPTED");
    assertThat(ben.balance()).isEqualTo(2);

    branch.itIs(DAY_MINUTES);
    assertThat(bring(ofOneDay.get(2))).isEqualTo("ACCEPTED");
    branch.work();
    assertThat(ben.balance()).isEqualTo(3);
  }

  /** Nobody waits for a device: what came while none answered is collected when one does, once. */
  @Test
  @Requirement("R132")
  void aBurstIsTakenAtOnceAndCollectedOnceEachWhenTheVaultsAnswer() throws Exception {
    List<Branch.Holder> payees = List.of(payee(BURST / 2), payee(BURST / 2));
    List<Callable<String>> bringing = new ArrayList<>();
    List<Response> burst = new ArrayList<>();
    for (int i = 0; i < BURST; i++) {
      Response paid = paid(i % 2 == 0 ? ana : eva, token(payees.get(i % 2), "in-a-burst-" + i), 3);
      burst.add(paid);
      bringing.add(() -> bring(paid));
    }
    long held = held();
    branch.vaults.values().forEach(each -> each.cut(true));
    assertThat(atOnce(bringing)).hasSize(BURST).containsOnly("ACCEPTED");
    assertThat(branch.service().reconcile().pendingMinor()).isEqualTo(3 * BURST);

    branch.vaults.values().forEach(each -> each.cut(false));
    for (int turn = 0; turn < 2; turn++) {
      branch.work();
      for (Response each : burst) {
        assertThat(bring(each)).isEqualTo("CREDITED");
      }
      for (Branch.Holder each : payees) {
        assertThat(each.balance()).isEqualTo(3 * BURST / 2);
      }
      assertThat(held()).isEqualTo(held + 3 * BURST);
    }
  }

  /** What the devices of the vaults hold. */
  private long held() throws IOException {
    long sum = 0;
    for (Branch.Line each : branch.vaults.values()) {
      sum += each.state().balance().minor();
    }
    return sum;
  }

  private int bringRefused(Response response) throws IOException {
    return branch.refused("deposit", 0, new Deposits.Paying(response.encode().toHex()));
  }

  /** Every token that a vault is given is a record of its journal, so these are more than eight. */
  @Test
  void whatHasBegunHasRoomInTheJournals() throws Exception {
    Branch.Holder ben = payee(2 * RECORDS_EACH + 2);
    Response begun = paid(ana, token(ben, "begun-before"), 7);
    Response late = paid(ana, token(ben, "brought-late"), 8);
    String id = name();
    eva.withdraw(id, eva.person.ask(9));
    assertThat(bring(begun)).isEqualTo("ACCEPTED");

    branch.bound(1, Branch.TIMES, 2 * RECORDS_EACH);
    branch.work();
    assertThat(bringRefused(late)).isEqualTo(7431);
    assertThat(branch.refused("withdraw", eva.account, eva.asking(name(), eva.person.ask(9))))
        .isEqualTo(7414);
    assertThat(bring(begun)).isEqualTo("CREDITED");
    eva.person.take(eva.fetched(id));

    branch.limit(50_000, 90_000, 100);
    assertThat(bring(late)).isEqualTo("ACCEPTED");
    branch.work();
    assertThat(ben.balance()).isEqualTo(15);
  }

  @Test
  void whoeverAsksUnderOneNameGetsOneToken() throws Exception {
    Branch.Holder ben = payee(THREADS);
    List<Callable<String>> same = new ArrayList<>();
    List<Callable<String>> others = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      String other = "another-" + i;
      same.add(() -> branch.depositToken(ben.account, "the-same-name").token());
      others.add(
          () -> branch.ask("depositToken", ben.account, new Deposits.Depositing(other)).toString());
    }
    assertThat(atOnce(same).stream().distinct()).hasSize(1);
    // One is given already, so one of these comes too late.
    List<String> given = atOnce(others);
    assertThat(given.stream().filter(each -> each.contains("DepositToken[")).distinct())
        .hasSize(THREADS - 1)
        .noneMatch(each -> each.contains(tokenDigits(ben)));
    branch.restart();
    assertThat(branch.depositToken(ben.account, "the-same-name").token())
        .as("also after a restart")
        .isEqualTo(atOnce(same).getFirst());
  }

  private String tokenDigits(Branch.Holder ben) {
    try {
      return branch.depositToken(ben.account, "the-same-name").token();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aTokenIsForOneDeposit() throws IOException {
    Branch.Holder ben = payee(2);
    Token token = token(ben, "the-first");
    Response response = paid(ana, token, 50);
    assertThat(bring(response)).isEqualTo("ACCEPTED");
    assertThat(refused(ben, "the-first")).isEqualTo(7425);
    assertThat(token(ben, "the-second").configuration().id())
        .isNotEqualTo(token.configuration().id());
    assertThat(refused(ben, "the-third")).as("there were two").isEqualTo(7426);
    branch.work();
    assertThat(refused(ben, "the-first")).isEqualTo(7425);
    assertThat(refused(ben, "the-third")).isEqualTo(7426);
    assertThat(bring(response)).isEqualTo("CREDITED");
    assertThat(ben.balance()).isEqualTo(50);
  }

  /** Names are the account's own: another's under the same name is another deposit. */
  @Test
  void nobodyGetsWhatAnotherAccountWasGiven() throws IOException {
    Branch.Holder ben = payee(1);
    Branch.Holder dan = payee(1);
    assertThat(token(dan, "one-name-1").configuration().extensions().account())
        .contains(Customers.reference(dan.account));
    assertThat(token(ben, "one-name-1").configuration().extensions().account())
        .contains(Customers.reference(ben.account));
    assertThat(branch.refused("depositToken", Desk.NUMBER, new Deposits.Depositing("one-name-1")))
        .isEqualTo(7418);
    for (String bad : List.of("", "short", "Upper-Case", "x".repeat(65))) {
      assertThat(refused(ben, bad)).isEqualTo(7410);
    }
  }

  @Test
  void soManyAreOpenAndNoMoreUntilTheyArePaidOrOver() throws IOException {
    Branch.Holder ben = payee(Deposits.OPEN_MAX + 3);
    for (int i = 0; i < Deposits.OPEN_MAX; i++) {
      var _ = token(ben, "one-of-many-" + i);
    }
    assertThat(refused(ben, "one-too-many")).isEqualTo(7424);
    Token early = token(ben, "one-of-many-0");
    assertThat(bring(paid(ana, early, 20))).isEqualTo("ACCEPTED");
    Token late = token(ben, "one-too-many");
    assertThat(refused(ben, "two-too-many")).isEqualTo(7424);

    // A day later they are over and count no more, and what was paid in time is credited.
    Response paid = paid(eva, late, 30);
    branch.itIs(DAY_MINUTES);
    assertThat(refused(ben, "one-too-many")).isEqualTo(7425);
    Token next = token(ben, "a-day-later");
    assertThat(next.configuration().id()).isNotEqualTo(late.configuration().id());
    assertThat(bring(paid)).isEqualTo("ACCEPTED");
    branch.work();
    assertThat(bring(paid)).isEqualTo("CREDITED");
    assertThat(bring(paid(ana, next, 5))).isEqualTo("ACCEPTED");
    branch.work();
    assertThat(ben.balance()).isEqualTo(55);
  }

  @Test
  void noTokenIsGivenThatEndsWithinTheDay() throws IOException {
    Branch.Holder ben = payee(1);
    branch.itIs(20 * DAY_MINUTES - DAY_MINUTES + 1);
    assertThat(refused(ben, "too-late-for-it")).isEqualTo(7426);
    branch.itIs(20 * DAY_MINUTES - DAY_MINUTES);
    Deposits.DepositToken given = branch.depositToken(ben.account, "just-in-time");
    assertThat(given.untilSeconds())
        .isEqualTo((RootAndAgents.NOW.sinceEpoch() + 20L * DAY_MINUTES) * 60);
  }

  /** What is paid on a token that the vault's device does not collect is lost. */
  @Test
  void refusesATokenThatItsVaultWouldNotCollectOn() throws IOException {
    Branch.Holder ben = payee(0);
    ByteString account = Customers.reference(ben.account);
    Token ofWest = Token.fresh(branch.issuer.deposits(Branch.owner("west"), account));
    Token ofAnother = Token.fresh(new RootAndAgents().deposits(Branch.owner("east"), account));
    assertThat(stocking("east", ofWest)).isEqualTo(TokenReason.NOT_THE_OWNER.code());
    assertThat(stocking("east", ofAnother)).isEqualTo(TokenReason.UNKNOWN_KEY.code());
    branch.itIs(20 * DAY_MINUTES + 1);
    assertThat(stocking("west", ofWest)).isEqualTo(TokenReason.NOT_VALID_THEN.code());
    branch.itIs(0);
    assertThat(refused(ben, "none-of-them")).isEqualTo(7426);
    assertThat(bring(paid(eva, branch.takeDepositsFor("west", ben.account), 40)))
        .isEqualTo("ACCEPTED");
  }

  private int stocking(String vault, Token token) throws IOException {
    return branch.refused("addToken", Desk.NUMBER, new Desk.Stocked(vault, token.encode().toHex()));
  }

  /** The database holds it by itself, whatever a program writes. */
  @Test
  void whatWasGivenIsNeverFreeAgain() throws IOException {
    Branch.Holder ben = payee(1);
    var _ = token(ben, "given-away");
    for (String each :
        List.of(
            "UPDATE deposit_token SET state = 'FREE', id = NULL, lent_until = NULL",
            "UPDATE deposit_token SET id = 'another-name' WHERE id = 'given-away'",
            "UPDATE deposit_token SET vault = 'nowhere'",
            "DELETE FROM deposit_token")) {
      assertThatThrownBy(() -> execute(each)).as(each).isInstanceOf(IOException.class);
    }
  }

  private void execute(String... commands) throws IOException {
    var _ =
        branch.plug.transact(
            connection -> {
              try (Statement statement = connection.createStatement()) {
                for (String each : commands) {
                  boolean _ = statement.execute(each);
                }
              }
              return true;
            });
  }

  /** Somebody may hold it, so it is taken and never given. */
  @Test
  void aTokenFromBeforeTheTableIsTakenAndGivenToNobody() throws IOException {
    Branch.Holder ben = payee(0);
    Token before = branch.takeDepositsFor("west", ben.account);
    execute(
        "ALTER TABLE deposit_token DISABLE TRIGGER deposit_token_stays",
        "DELETE FROM deposit_token WHERE account = " + ben.account,
        "ALTER TABLE deposit_token ENABLE TRIGGER deposit_token_stays");
    assertThat(
            branch.refused(
                "addToken", Desk.NUMBER, new Desk.Stocked("west", before.encode().toHex())))
        .isBetween(7200, 7299);
    assertThat(refused(ben, "not-this-one")).isEqualTo(7426);
    assertThat(bring(paid(ana, before, 60))).isEqualTo("ACCEPTED");
    branch.work();
    assertThat(ben.balance()).isEqualTo(60);
  }

  /** From the desk's token to the account: whoever comes next finds what the last one left. */
  @Test
  void everyTransactionCanBeTheLast() throws IOException {
    Branch.Holder ben = payee(0);
    int number = 0;
    boolean failed;
    do {
      number++;
      String id = name();
      Token made =
          Token.fresh(
              branch.issuer.deposits(Branch.owner("west"), Customers.reference(ben.account)));
      Optional<Response> paid = Optional.empty();
      long had = ben.balance();
      branch.plug.failAfter(number);
      failed = false;
      for (int i = 0; i < ATTEMPTS_MAX; i++) {
        try {
          var _ =
              branch.ask("addToken", Desk.NUMBER, new Desk.Stocked("west", made.encode().toHex()));
          if (paid.isEmpty()) {
            paid = Optional.of(paid(ana, token(ben, id), 10));
          }
          String _ = bring(paid.get());
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
      assertThat(bring(paid.orElseThrow())).isEqualTo("CREDITED");
      assertThat(ben.balance()).isEqualTo(had + 10);
      assertThat(refused(ben, id)).isEqualTo(7425);
      assertThat(refused(ben, name())).as("it was offered once").isEqualTo(7426);
    } while (failed);
    assertThat(number).as("transactions that were tried").isGreaterThan(TRANSACTIONS_MIN);
  }
}
