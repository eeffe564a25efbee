package org.specie.services.bank;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Reason;
import org.specie.offline.purse.device.DeviceReason;
import org.specie.offline.token.check.TokenReason;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.receipt.Token;
import org.specie.quality.requirements.Requirement;
import org.specie.services.api.Nothing;
import org.specie.services.bank.counter.Desk;
import org.specie.services.bank.counter.Wholesale;

/**
 * Cash from vault to vault, by a message between banks. Both ends are one bank here, with two
 * vaults: what one sends the other takes. docs/spec/59-bank-service.md section 10.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class WholesaleTest {
  private static final long NOBODY = 4_711;

  @TempDir private static Path folder;

  private Branch branch;

  @BeforeAll
  void open() throws IOException {
    branch = new Branch(folder.resolve("data"), "east", "west");
    for (int i = 0; i < 8; i++) {
      Token made = Token.fresh(branch.issuer.token(Branch.owner("west")));
      branch.done("addToken", Desk.NUMBER, new Desk.Stocked("west", made.encode().toHex()));
    }
  }

  @AfterAll
  void close() throws IOException {
    branch.close();
  }

  private String wanted(long minor) throws IOException {
    return ((Wholesale.Wanted)
            branch.done("wantCash", Desk.NUMBER, new Wholesale.Wanting("west", minor)))
        .request();
  }

  private Wholesale.BankMessage sent(Wholesale.Sending sending) throws IOException {
    return new Wholesale.BankMessage(standing(sending).message().orElseThrow());
  }

  private Wholesale.TransferState standing(Wholesale.Sending sending) throws IOException {
    return (Wholesale.TransferState) branch.done("sendCash", Desk.NUMBER, sending);
  }

  private void refuse(Optional<Reason> reason) {
    branch.vaults.values().forEach(each -> each.refuse(reason));
  }

  /** What was not refused is never called refused: it is paid later, once. */
  @Test
  void whatAVaultCannotPayNowIsAsked() throws IOException {
    long reserve = branch.service().reconcile().reserveMinor();
    Wholesale.Sending sending = new Wholesale.Sending("later-001", Branch.NAME, wanted(70));
    refuse(Optional.of(DeviceReason.NO_PAYMENT_KEY));
    for (int i = 0; i < 3; i++) {
      assertThat(standing(sending))
          .isEqualTo(new Wholesale.TransferState("later-001", "ASKED", Optional.empty()));
      branch.work();
    }
    assertThat(branch.vaults.values().stream().mapToInt(Branch.Line::refusals).sum()).isEqualTo(1);
    refuse(Optional.empty());
    branch.restart();
    branch.work();
    assertThat(branch.service().reconcile().reserveMinor()).isEqualTo(reserve + 70);
    assertThat(branch.done("takeCash", Desk.NUMBER, sent(sending))).isEqualTo(Nothing.NOTHING);
    assertThat(branch.service().reconcile().reserveMinor()).isEqualTo(reserve);
    assertBalanced();
  }

  /** What was refused stays refused, also when the vault could pay it by then. */
  @Test
  void whatIsRefusedIsNeverPaid() throws IOException {
    long reserve = branch.service().reconcile().reserveMinor();
    Request small = Bytes.request(wanted(10));
    Request foreign =
        new Request(
            small.amount(),
            small.reference(),
            Token.fresh(new RootAndAgents().token(Branch.owner("west"))),
            small.chain());
    assertThat(
            branch.refused(
                "sendCash",
                Desk.NUMBER,
                new Wholesale.Sending("refused-1", Branch.NAME, foreign.encode().toHex())))
        .isBetween(7000, 7099);

    Wholesale.Sending refused =
        new Wholesale.Sending("refused-1", Branch.NAME, small.encode().toHex());
    refuse(Optional.of(TokenReason.NOT_VALID_THEN));
    assertThat(branch.refused("sendCash", Desk.NUMBER, refused)).isEqualTo(7423);
    refuse(Optional.empty());
    branch.restart();
    branch.work();
    assertThat(branch.refused("sendCash", Desk.NUMBER, refused)).isEqualTo(7423);
    assertThat(branch.service().reconcile().reserveMinor()).isEqualTo(reserve);
    assertBalanced();
  }

  /** A payment on a token for deposits is a customer's, whatever message it comes in. */
  @Test
  void aDepositIsNoCashOfAnotherBank() throws IOException {
    Request request = Branch.requestOn(branch.takeDepositsFor("west", NOBODY));
    Request asking =
        new Request(
            Optional.of(Amount.ofMinor(10)), request.reference(), request.token(), request.chain());
    Wholesale.BankMessage message =
        sent(new Wholesale.Sending("deposit-1", Branch.NAME, asking.encode().toHex()));
    long held = branch.service().reconcile().shadowMinor();
    assertThat(branch.refused("takeCash", Desk.NUMBER, message)).isEqualTo(7422);
    assertBalanced();
    assertThat(branch.service().reconcile().shadowMinor()).isEqualTo(held);
  }

  private void assertBalanced() throws IOException {
    branch.work();
    assertThat(branch.service().reconcile().isBalanced())
        .as("%s", branch.service().reconcile())
        .isTrue();
  }

  @Test
  @Requirement("R130")
  void sendsOnceAndTakesOnce() throws IOException {
    long reserve = branch.service().reconcile().reserveMinor();
    Wholesale.Sending sending = new Wholesale.Sending("transfer-1", Branch.NAME, wanted(7_000));
    Wholesale.BankMessage message = sent(sending);
    assertThat(sent(sending)).isEqualTo(message);
    assertThat(branch.service().reconcile().reserveMinor()).isEqualTo(reserve + 7_000);
    assertBalanced();
    for (int i = 0; i < 2; i++) {
      assertThat(branch.done("takeCash", Desk.NUMBER, message)).isEqualTo(Nothing.NOTHING);
    }
    assertThat(branch.service().reconcile().reserveMinor()).isEqualTo(reserve);
    assertBalanced();
    assertThat(branch.done("takeCash", Desk.NUMBER, message)).isEqualTo(Nothing.NOTHING);
    assertThat(branch.service().reconcile().reserveMinor()).isEqualTo(reserve);

    assertThat(
            branch.refused(
                "sendCash",
                Desk.NUMBER,
                new Wholesale.Sending("transfer-1", Branch.NAME, wanted(1))))
        .isEqualTo(7411);
    assertThat(branch.refused("sendCash", 1, sending)).isEqualTo(7417);
    for (String wrong :
        new String[] {
          message
              .message()
              .replace(
                  Branch.NAME + "</Nm></FinInstnId></Cdtr>",
                  "south.example</Nm></FinInstnId></Cdtr>"),
          message.message().replace(">70.00<", ">70.01<"),
          message.message().replace("\"ILS\"", "\"USD\""),
          "<Document/>"
        }) {
      assertThat(wrong).isNotEqualTo(message.message());
      assertThat(branch.refused("takeCash", Desk.NUMBER, new Wholesale.BankMessage(wrong)))
          .isEqualTo(7422);
    }
    assertBalanced();
  }

  /** Whatever transaction was the last, and nobody told of it: the same again ends as one. */
  @Test
  void everyTransactionCanBeTheLast() throws IOException {
    int number = 0;
    boolean failed;
    do {
      number++;
      long reserve = branch.service().reconcile().reserveMinor();
      Wholesale.Sending sending =
          new Wholesale.Sending("crashed-" + number, Branch.NAME, wanted(10));
      branch.plug.failAfter(number);
      try {
        var _ = branch.done("takeCash", Desk.NUMBER, sent(sending));
        failed = false;
      } catch (IOException _) {
        failed = true;
      }
      boolean _ = branch.plug.plugIn();
      branch.restart();
      branch.work();
      var _ = branch.done("takeCash", Desk.NUMBER, sent(sending));
      assertThat(branch.service().reconcile().reserveMinor()).isEqualTo(reserve);
      assertBalanced();
    } while (failed);
    assertThat(number).as("transactions that were tried").isGreaterThan(4);
  }
}
