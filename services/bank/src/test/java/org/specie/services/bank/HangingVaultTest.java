package org.specie.services.bank;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.specie.offline.purse.border.BorderReason;
import org.specie.offline.token.message.Message.Response;
import org.specie.offline.token.receipt.Token;
import org.specie.services.api.Answer;
import org.specie.services.bank.counter.Deposits;

/**
 * A vault that answers nothing and does not fail either: what is meant for it waits, and nothing
 * else does. docs/spec/59-bank-service.md 5.3.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HangingVaultTest {
  private static final int LOOKS_MAX = 2_400;
  private static final int STRANGERS = 64;

  @TempDir private static Path folder;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private Branch branch;
  private Branch.Holder ana;
  private Branch.Holder ben;
  private int names;

  @BeforeAll
  void open() throws IOException {
    branch = new Branch(folder.resolve("data"), "east", "west");
    ana = branch.new Holder("ana", 20_000);
    ben = branch.new Holder("ben", 0);
    String id = name();
    ana.withdraw(id, ana.person.ask(2_000));
    branch.work();
    ana.person.take(ana.fetched(id));
  }

  @AfterAll
  void close() throws IOException {
    threads.shutdown();
    branch.close();
  }

  @BeforeEach
  void eastHangs() {
    branch.vault("east").hang();
  }

  @AfterEach
  void everythingIsThere() throws IOException {
    branch.vault("east").letGo();
    branch.assertSettled();
  }

  private String name() {
    names++;
    return "name-of-" + names;
  }

  /** Whatever hangs does so in a thread of its own, and the test ends. */
  private <T> T soon(Callable<T> task) throws Exception {
    return threads.submit(task).get(2, TimeUnit.MINUTES);
  }

  private Response paidAt(String vault) throws IOException {
    Token made = branch.takeDepositsFor(vault, ben.account);
    Token given = Bytes.token(branch.depositToken(ben.account, name()).token());
    assertThat(given).isEqualTo(made);
    return ana.person.pay(Branch.requestOn(given), 100);
  }

  private Answer<? extends Record> bring(Response response) throws IOException {
    return branch.ask("deposit", 0, new Deposits.Paying(response.encode().toHex()));
  }

  private static String state(Answer<? extends Record> answer) {
    return answer instanceof Answer.Done<? extends Record> done
            && done.output() instanceof Deposits.DepositState standing
        ? standing.state()
        : answer.toString();
  }

  @Test
  void depositsAtOtherVaultsGoOnAndItsOwnWait() throws Exception {
    Response atEast = paidAt("east");
    Response atWest = paidAt("west");
    long had = ben.balance();
    Future<Optional<IOException>> round = threads.submit(() -> branch.service().work("east"));
    branch.vault("east").awaitHanging();

    assertThat(soon(() -> state(bring(atWest)))).isEqualTo("ACCEPTED");
    // One round books it, the next finds it booked.
    for (int i = 0; i < 2; i++) {
      assertThat(soon(() -> branch.service().work("west"))).isEmpty();
    }
    assertThat(soon(() -> state(bring(atWest)))).isEqualTo("CREDITED");
    assertThat(ben.balance()).isEqualTo(had + 100);

    // Its own are refused while nothing of them is written, and taken once it goes on.
    Answer<? extends Record> waits = soon(() -> bring(atEast));
    assertThat(waits).isEqualTo(Answer.refused(BankReason.VAULT_AT_WORK));
    assertThat(round.isDone()).isFalse();
    branch.vault("east").letGo();
    assertThat(round.get(2, TimeUnit.MINUTES)).isEmpty();
    assertThat(soon(() -> state(bring(atEast)))).isEqualTo("ACCEPTED");
    branch.work();
    assertThat(soon(() -> state(bring(atEast)))).isEqualTo("CREDITED");
    assertThat(ben.balance()).isEqualTo(had + 200);
  }

  /** Of strangers there are many, and a vault that hangs has few places. */
  @Test
  void whoBringsWhatNobodyKnowsWaitsForNoVault() throws Exception {
    Response atEast = paidAt("east");
    Response foreign = ana.person.pay(ben.person.ask(1), 1);
    Future<Optional<IOException>> round = threads.submit(() -> branch.service().work("east"));
    branch.vault("east").awaitHanging();

    List<Callable<Answer<? extends Record>>> strangers =
        Collections.nCopies(STRANGERS, () -> bring(foreign));
    for (Future<Answer<? extends Record>> each : threads.invokeAll(strangers)) {
      assertThat(each.get())
          .isInstanceOfSatisfying(
              Answer.Refused.class,
              refused ->
                  assertThat(refused.refusal().code())
                      .isEqualTo(BorderReason.NOT_A_DEPOSIT.code()));
    }
    Future<String> honest = threads.submit(() -> state(bring(atEast)));
    branch.vault("east").letGo();
    assertThat(round.get(2, TimeUnit.MINUTES)).isEmpty();
    assertThat(honest.get(2, TimeUnit.MINUTES)).isEqualTo("ACCEPTED");
  }

  /** Who asks for a token or for cash gets them of the vault that goes on. */
  @Test
  void otherVaultsAreChosen() throws Exception {
    Token east = branch.takeDepositsFor("east", ben.account);
    Token west = branch.takeDepositsFor("west", ben.account);
    Future<Optional<IOException>> round = threads.submit(() -> branch.service().work("east"));
    branch.vault("east").awaitHanging();
    assertThat(soon(() -> branch.depositToken(ben.account, name())).token())
        .isEqualTo(west.encode().toHex());
    assertThat(soon(() -> branch.depositToken(ben.account, name())).token())
        .as("when there is no other")
        .isEqualTo(east.encode().toHex());
    for (int i = 0; i < 2; i++) {
      String id = name();
      assertThat(soon(() -> ana.withdraw(id, ana.person.ask(10))).state()).isEqualTo("ASKED");
      assertThat(soon(() -> branch.service().work("west"))).isEmpty();
      assertThat(ana.look(id).state()).isEqualTo("PAID");
      ana.person.take(ana.fetched(id));
    }
    branch.vault("east").letGo();
    assertThat(round.get(2, TimeUnit.MINUTES)).isEmpty();
  }

  /** Each vault has rounds of its own. */
  @Test
  void roundsOfOthersGoOn() throws Exception {
    Response atWest = paidAt("west");
    try (Rounds rounds = Rounds.begin(branch.service(), failure -> {})) {
      branch.vault("east").awaitHanging();
      assertThat(soon(() -> state(bring(atWest)))).isIn("ACCEPTED", "CREDITED");
      rounds.nudge("west");
      String last = "";
      for (int i = 0; i < LOOKS_MAX && !last.equals("CREDITED"); i++) {
        boolean _ = new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS);
        last = soon(() -> state(bring(atWest)));
      }
      assertThat(last).isEqualTo("CREDITED");
      branch.vault("east").letGo();
      rounds.awaitFirst(120);
      assertThat(rounds.end()).isEmpty();
    }
  }
}
