package org.specie.offline.purse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Reason;
import org.specie.offline.purse.device.DeviceReason;
import org.specie.offline.purse.device.PayOrder;
import org.specie.offline.purse.device.SecureDevice;
import org.specie.offline.purse.device.SecureDevice.PayAnswer;
import org.specie.offline.purse.device.SecureDevice.RedeemAnswer;
import org.specie.offline.purse.device.SecureDevice.Result;
import org.specie.offline.token.check.TokenReason;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.message.Message.Response;
import org.specie.offline.token.receipt.Configuration;
import org.specie.offline.token.receipt.Payment;
import org.specie.offline.token.receipt.Token;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.OwnerId;
import org.specie.quality.requirements.Requirement;

/** What every secure device does, whatever it is made of. A test of one implements this. */
public interface DeviceBehaviour {
  OwnerId ANA = new OwnerId(ByteString.utf8("ana, a pseudonym"));
  OwnerId BEN = new OwnerId(ByteString.utf8("ben, a pseudonym"));

  /**
   * A device of the mint's one class in the hands of {@code owner}, with so much and so many
   * payment keys of one use. From 20,000 on it wants more than its host's word.
   */
  SecureDevice device(OwnerId owner, long minor, int keys) throws IOException;

  /** The order to pay so much, five minutes after the mint's present. */
  static PayOrder order(Token token, long minor) {
    return order(token, minor, Mint.later(5));
  }

  private static PayOrder order(Token token, long minor, Minutes time) {
    return new PayOrder(token, Amount.ofMinor(minor), Table.REFERENCE, time);
  }

  private static Token fresh(OwnerId owner) {
    return Token.fresh(Mint.shared().token(owner));
  }

  /** The payment that was made. */
  static Payment paid(PayAnswer answer) {
    if (answer instanceof PayAnswer.Paid(Payment payment)) {
      return payment;
    }
    throw new AssertionError(answer);
  }

  private static RedeemAnswer refused(Reason reason) {
    return new RedeemAnswer.Refused(reason);
  }

  @Test
  @Requirement({"R2", "R3", "R5", "R6"})
  default void paysRepeatsAndRedeems() throws IOException {
    SecureDevice ben = device(BEN, 5_000, 1);
    SecureDevice ana = device(ANA, 0, 0);
    Token fresh = fresh(ANA);

    Payment payment = paid(ben.pay(order(fresh, 1_250)));
    assertThat(paid(ben.pay(order(fresh, 1_250)))).isEqualTo(payment);
    assertThat(paid(ben.pay(order(fresh, 99)))).as("another amount").isEqualTo(payment);
    assertThat(ben.result(fresh)).isEqualTo(new Result.Paid(payment));
    assertThat(ben.state().balance()).isEqualTo(Amount.ofMinor(3_750));
    assertThat(ben.state().owner()).isEqualTo(BEN);

    Token token = fresh.with(payment);
    assertThat(ana.redeem(token)).isEqualTo(new RedeemAnswer.Redeemed());
    assertThat(ana.redeem(token)).isEqualTo(new RedeemAnswer.Redeemed());
    assertThat(ana.state().balance()).isEqualTo(Amount.ofMinor(1_250));
    assertThat(ben.redeem(token)).isEqualTo(refused(TokenReason.NOT_THE_OWNER));
  }

  @Test
  @Requirement("R103")
  default void refusesByNumber() throws IOException {
    SecureDevice ben = device(BEN, 50, 1);
    Configuration configuration = Mint.shared().token(ANA);
    Token fresh = Token.fresh(configuration);
    Minutes began = Mint.shared().credentials().payerClass().validity().from();

    refusesToPay(ben, order(fresh, 51), DeviceReason.INSUFFICIENT_BALANCE);
    refusesToPay(ben, order(fresh, 20_000), DeviceReason.BUTTON_REQUIRED);
    refusesToPay(ben, order(fresh, 0), TokenReason.NOTHING);
    refusesToPay(
        ben, order(fresh, 1, new Minutes(began.sinceEpoch() - 1)), DeviceReason.BEFORE_TIME_FLOOR);
    Minutes end = configuration.terms().validity().until();
    refusesToPay(
        ben, order(fresh, 1, new Minutes(end.sinceEpoch() + 1)), TokenReason.NOT_VALID_THEN);
    assertThat(ben.result(fresh)).isEqualTo(new Result.Unpaid());
    assertThat(ben.state().balance()).isEqualTo(Amount.ofMinor(50));
  }

  private static void refusesToPay(SecureDevice device, PayOrder order, Reason reason)
      throws IOException {
    assertThat(device.pay(order)).isEqualTo(new PayAnswer.Refused(reason));
  }

  @Test
  default void doesNotPayWithoutAKey() throws IOException {
    SecureDevice ben = device(BEN, 50, 1);
    paid(ben.pay(order(fresh(ANA), 10)));

    refusesToPay(ben, order(fresh(ANA), 10), DeviceReason.NO_PAYMENT_KEY);
    assertThat(ben.state().balance()).isEqualTo(Amount.ofMinor(40));
  }

  @Test
  @Requirement({"R5", "R37"})
  default void creditsStepByStepAndOneBranchOfAFork() throws IOException {
    SecureDevice ben = device(BEN, 5_000, 3);
    SecureDevice ana = device(ANA, 0, 0);
    Token fresh = fresh(ANA);
    Token first = fresh.with(paid(ben.pay(order(fresh, 100))));
    Token second = first.with(paid(ben.pay(order(first, 20))));
    Token other = fresh.with(paid(device(BEN, 5_000, 1).pay(order(fresh, 3_000))));

    assertThat(ana.redeem(second)).isEqualTo(refused(TokenReason.STEPS_MISSING));
    assertThat(ana.redeem(first)).isEqualTo(new RedeemAnswer.Redeemed());
    assertThat(ana.redeem(other)).isEqualTo(refused(TokenReason.FORKED));
    assertThat(ana.redeem(second)).isEqualTo(new RedeemAnswer.Redeemed());
    assertThat(ana.redeem(first)).isEqualTo(refused(TokenReason.STEP_PASSED));
    assertThat(ana.redeem(second)).isEqualTo(new RedeemAnswer.Redeemed());
    assertThat(ana.state().balance()).isEqualTo(Amount.ofMinor(120));
  }

  /** Two purses, two devices, the whole way of a payment. */
  @Test
  @Requirement({"R1", "R2", "R21", "R22"})
  default void pursesPayWithDevices() throws IOException {
    Table ana = Table.withDevice("ana", device(ANA, 0, 1));
    Table ben = Table.withDevice("ben", device(BEN, 5_000, 2));
    ana.purse().receiving().stock(Mint.shared().token(ANA));
    ben.purse().receiving().stock(Mint.shared().token(BEN));

    Request first = ana.ask(1_250);
    Response response = ben.pay(first, 1_250);
    ana.take(response);
    ben.take(ana.pay(ben.ask(1_000), 1_000));
    ana.take(ben.pay(ana.ask(50), 50));

    assertThat(ana.balanceMinor()).isEqualTo(300);
    assertThat(ben.balanceMinor()).isEqualTo(4_700);
  }
}
