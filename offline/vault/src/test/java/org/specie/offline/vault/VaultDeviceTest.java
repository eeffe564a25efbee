package org.specie.offline.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.Amount;
import org.specie.offline.purse.DeviceBehaviour;
import org.specie.offline.purse.Mint;
import org.specie.offline.purse.Table;
import org.specie.offline.purse.device.DeviceReason;
import org.specie.offline.purse.device.PayOrder;
import org.specie.offline.purse.device.SecureDevice;
import org.specie.offline.purse.device.SecureDevice.PayAnswer;
import org.specie.offline.token.message.Chain;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.message.Message.Response;
import org.specie.offline.token.receipt.Configuration;
import org.specie.offline.token.receipt.Payment;
import org.specie.offline.token.receipt.Token;
import org.specie.offline.token.value.OwnerId;
import org.specie.quality.requirements.Requirement;

/** A vault behind the port, on an HSM (V1). */
@Requirement("R116")
class VaultDeviceTest implements DeviceBehaviour {
  @Override
  public SecureDevice device(OwnerId owner, long minor, int keys) throws IOException {
    return TestVault.with(owner, minor, keys).device();
  }

  /** A payment that the HSM signed is what a payee takes without any device. */
  @Test
  @Requirement("R8")
  void paysWhatAPayeeAccepts() throws IOException {
    TestVault bank = TestVault.with(BEN, 5_000, 1);
    Configuration configuration = Mint.shared().token(ANA);
    Token token = Token.fresh(configuration);
    Request request = new Request(Optional.empty(), Table.REFERENCE, token, Chain.NONE);

    Payment payment = DeviceBehaviour.paid(bank.device().pay(DeviceBehaviour.order(token, 1_250)));

    Response response = new Response(configuration.id(), payment, Chain.NONE);
    assertThat(Mint.shared().verifier().accept(request, response, Mint.later(6)).isAccepted())
        .isTrue();
  }

  @Test
  @Requirement("R89")
  void aHostHasNoMorePaidThanItMay() throws IOException {
    TestVault bank = TestVault.with(BEN, 5_000, 1);
    SecureDevice till = bank.vault().device(Amount.ofMinor(100));
    PayOrder order = DeviceBehaviour.order(Token.fresh(Mint.shared().token(ANA)), 101);

    assertThat(till.pay(order)).isEqualTo(new PayAnswer.Refused(DeviceReason.ABOVE_BINDING_LIMIT));
    assertThat(bank.device().pay(order)).isInstanceOf(PayAnswer.Paid.class);
  }

  /** The approver's word is good for one token and one amount. */
  @Test
  @Requirement({"R88", "R113"})
  void largePaymentsNeedTheApprover() throws IOException {
    TestVault bank = TestVault.with(BEN, 90_000, 2);
    PayOrder order = DeviceBehaviour.order(Token.fresh(Mint.shared().token(ANA)), 20_000);
    PayOrder other = DeviceBehaviour.order(Token.fresh(Mint.shared().token(ANA)), 20_000);
    PayOrder more = DeviceBehaviour.order(order.token(), 20_001);
    PayAnswer refused = new PayAnswer.Refused(DeviceReason.BUTTON_REQUIRED);

    assertThat(bank.issuer().approve(bank.vault(), order).isAccepted()).isTrue();
    assertThat(bank.device().pay(other)).isEqualTo(refused);
    assertThat(bank.device().pay(more)).isEqualTo(refused);
    assertThat(bank.device().pay(order)).isInstanceOf(PayAnswer.Paid.class);
    assertThat(bank.device().pay(other)).isEqualTo(refused);
    assertThat(bank.balanceMinor()).isEqualTo(70_000);
  }

  @Test
  @Requirement("R113")
  void theLimitOfApprovalIsLoweredAndNeverRaised() throws IOException {
    TestVault bank = TestVault.with(BEN, 90_000, 2);
    assertThat(bank.vault().lowerLimit(Amount.ofMinor(500)).isAccepted()).isTrue();
    bank.restart();

    assertThat(bank.vault().lowerLimit(Amount.ofMinor(501)).isAccepted()).isFalse();
    PayOrder order = DeviceBehaviour.order(Token.fresh(Mint.shared().token(ANA)), 500);
    assertThat(bank.device().pay(order))
        .isEqualTo(new PayAnswer.Refused(DeviceReason.BUTTON_REQUIRED));
  }

  /** What small payments come to without approval has an end, also across restarts. */
  @Test
  void smallPaymentsWithoutApprovalHaveAnEnd() throws IOException {
    TestVault bank = TestVault.with(BEN, 90_000, 3);
    Amount first = Amount.ofMinor(19_999);
    PayOrder order = DeviceBehaviour.order(Token.fresh(Mint.shared().token(ANA)), first.minor());
    assertThat(bank.device().pay(order)).isInstanceOf(PayAnswer.Paid.class);
    bank.restart();
    PayOrder second = DeviceBehaviour.order(Token.fresh(Mint.shared().token(ANA)), 12_000);

    assertThat(bank.device().pay(second))
        .isEqualTo(new PayAnswer.Refused(DeviceReason.PRESS_OVERDUE));
    assertThat(bank.issuer().approve(bank.vault(), second).isAccepted()).isTrue();
    assertThat(bank.device().pay(second)).isInstanceOf(PayAnswer.Paid.class);
  }

  /** A restart changes nothing that a host can see. */
  @Test
  @Requirement({"R3", "R4"})
  void knowsAfterARestartWhatItDid() throws IOException {
    TestVault bank = TestVault.with(BEN, 5_000, 2);
    Token token = Token.fresh(Mint.shared().token(ANA));
    Payment payment = DeviceBehaviour.paid(bank.device().pay(DeviceBehaviour.order(token, 70)));
    bank.restart();

    assertThat(DeviceBehaviour.paid(bank.device().pay(DeviceBehaviour.order(token, 70))))
        .isEqualTo(payment);
    assertThat(bank.balanceMinor()).isEqualTo(4_930);
    assertThat(bank.vault().certifiedKeys()).isOne();
  }
}
