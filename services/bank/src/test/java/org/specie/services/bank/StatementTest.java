package org.specie.services.bank;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.receipt.Token;
import org.specie.services.api.Nothing;
import org.specie.services.bank.counter.Deposits;
import org.specie.services.bank.counter.Desk;
import org.specie.services.bank.counter.Statements;
import org.specie.services.bank.counter.Wholesale;
import org.specie.services.bank.statement.AccountStatement;
import org.specie.services.bank.statement.StatementMessage;

/** What accounts hold and why, as statements. docs/spec/59-bank-service.md section 11. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class StatementTest {
  private static final long NOW = RootAndAgents.NOW.sinceEpoch() * 60L;
  private static final int DAY_MINUTES = 1_440;

  @TempDir private static Path folder;

  private Branch branch;
  private Branch.Holder ana;

  @BeforeAll
  void open() throws IOException {
    branch = new Branch(folder.resolve("data"), "east", "west");
    ana = branch.new Holder("ana", 60_000);
  }

  @AfterAll
  void close() throws IOException {
    branch.close();
  }

  private AccountStatement statement(String name, long customer, long from, long until)
      throws IOException {
    Statements.StatementText text =
        (Statements.StatementText)
            branch.done(
                name, customer, Nothing.NOTHING, String.valueOf(from), String.valueOf(until));
    try {
      return StatementMessage.read(text.message());
    } catch (MalformedInput e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> entries(AccountStatement statement) {
    return statement.lines().stream()
        .map(line -> line.kind() + " " + line.changeMinor() + " " + line.about().orElse("nothing"))
        .toList();
  }

  @Test
  void aCustomersAccountAddsUpToTheLastUnit() throws IOException {
    Request request = ana.person.ask(1_003);
    ana.withdraw("groceries-1", request);
    branch.work();
    ana.person.take(ana.fetched("groceries-1"));
    branch.itIs(DAY_MINUTES);
    Request deposit = branch.depositRequest(ana.account);
    String token = deposit.token().configuration().id().toString();
    String paid = ana.person.pay(deposit, 401).encode().toHex();
    var _ = branch.done("deposit", 0, new Deposits.Paying(paid));
    branch.work();

    AccountStatement all = statement("statement", ana.account, 0, NOW + 2 * 86_400);
    assertThat(all.closingMinor()).isEqualTo(ana.balance()).isEqualTo(60_000 - 1_003 + 401);
    assertThat(all.openingMinor()).isZero();
    assertThat(all.creditsMinor()).isEqualTo(60_401);
    assertThat(all.debitsMinor()).isEqualTo(1_003);
    assertThat(all.currency()).isEqualTo("ILS");
    assertThat(entries(all))
        .containsExactly(
            "PAID_IN 60000 nothing",
            "ASKED -1003 withdrawal groceries-1",
            "CREDITED 401 token " + token);

    // Two periods are one: the first closes as the second opens.
    AccountStatement first = statement("statement", ana.account, 0, NOW + 86_400);
    AccountStatement second = statement("statement", ana.account, NOW + 86_400, NOW + 2 * 86_400);
    assertThat(first.closingMinor()).isEqualTo(second.openingMinor()).isEqualTo(58_997);
    assertThat(second.closingMinor()).isEqualTo(all.closingMinor());
    assertThat(first.lines().size() + second.lines().size()).isEqualTo(all.lines().size());
    branch.itIs(0);
  }

  @Test
  void theReserveSaysWhichCashWentWhere() throws IOException {
    Token made = Token.fresh(branch.issuer.token(Branch.owner("west")));
    branch.done("addToken", Desk.NUMBER, new Desk.Stocked("west", made.encode().toHex()));
    String wanted =
        ((Wholesale.Wanted)
                branch.done("wantCash", Desk.NUMBER, new Wholesale.Wanting("west", 7_005)))
            .request();
    Wholesale.TransferState sent =
        (Wholesale.TransferState)
            branch.done(
                "sendCash", Desk.NUMBER, new Wholesale.Sending("transfer-17", Branch.NAME, wanted));
    AccountStatement before = statement("reserveStatement", Desk.NUMBER, 0, NOW + 1);
    assertThat(before.closingMinor()).isEqualTo(branch.service().reconcile().reserveMinor());
    assertThat(entries(before)).endsWith("SOLD 7005 transfer transfer-17");
    branch.done("takeCash", Desk.NUMBER, new Wholesale.BankMessage(sent.message().orElseThrow()));
    branch.work();
    AccountStatement after = statement("reserveStatement", Desk.NUMBER, 0, NOW + 1);
    assertThat(entries(after))
        .endsWith(
            "SOLD 7005 transfer transfer-17", "BOUGHT -7005 token " + made.configuration().id());
    assertThat(after.closingMinor()).isEqualTo(branch.service().reconcile().reserveMinor());
    assertThat(after.account()).isEqualTo(AccountStatement.RESERVE);
  }

  @Test
  void onlyTheOwnAccountAndOnlyPeriods() throws IOException {
    assertThat(branch.refused("statement", Desk.NUMBER, Nothing.NOTHING, "0", "1")).isEqualTo(7418);
    assertThat(branch.refused("reserveStatement", ana.account, Nothing.NOTHING, "0", "1"))
        .isEqualTo(7417);
    for (String bad : List.of("", "-1", "x", "9999999999999", "1.0")) {
      assertThat(branch.refused("statement", ana.account, Nothing.NOTHING, "0", bad))
          .isEqualTo(7416);
    }
    assertThat(branch.refused("statement", ana.account, Nothing.NOTHING, "2", "1")).isEqualTo(7416);
  }

  @Test
  void aPeriodWithTooManyMovementsIsRefused() throws IOException {
    Branch.Holder ben = branch.new Holder("ben", 0);
    for (int i = 0; i <= AccountStatement.LINES_MAX; i++) {
      if (i == AccountStatement.LINES_MAX) {
        assertThat(statement("statement", ben.account, 0, NOW + 1).closingMinor())
            .isEqualTo(AccountStatement.LINES_MAX);
      }
      branch.done("payIn", Desk.NUMBER, new Desk.PayingIn("one-unit-" + i, ben.account, 1));
    }
    assertThat(
            branch.refused("statement", ben.account, Nothing.NOTHING, "0", String.valueOf(NOW + 1)))
        .isEqualTo(7428);
  }
}
