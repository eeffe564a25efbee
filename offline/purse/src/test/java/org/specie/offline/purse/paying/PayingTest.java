package org.specie.offline.purse.paying;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Verdict;
import org.specie.offline.purse.MemoryDevice.Failure;
import org.specie.offline.purse.Mint;
import org.specie.offline.purse.PurseReason;
import org.specie.offline.purse.Table;
import org.specie.offline.purse.device.DeviceReason;
import org.specie.offline.purse.device.PayOrder;
import org.specie.offline.purse.paying.Paying.PayResult;
import org.specie.offline.token.check.TokenReason;
import org.specie.offline.token.message.Message.ChainWanted;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.message.Message.Response;
import org.specie.offline.token.receipt.Payment;
import org.specie.offline.token.value.KeyId;
import org.specie.quality.requirements.Requirement;

class PayingTest {
  @Test
  @Requirement("R85")
  void withoutTheOwnersWordTheDeviceIsNotTold() throws IOException {
    Table ana = Table.with("ana", 0);
    Table ben = Table.with("ben", 5_000);
    List<PayOrder> shown = new ArrayList<>();
    PayResult result =
        ben.purse()
            .paying()
            .pay(
                ana.ask(10),
                Amount.ofMinor(10),
                Mint.later(5),
                order -> {
                  shown.add(order);
                  return false;
                });

    assertThat(result).isEqualTo(new PayResult.Refused(PurseReason.NOT_APPROVED));
    assertThat(shown).hasSize(1);
    assertThat(shown.getFirst().amount()).isEqualTo(Amount.ofMinor(10));
    assertThat(ben.device().payCommands()).isZero();
  }

  @Test
  @Requirement("R86")
  void redeemsWhatWaitsWhenTheBalanceIsTooLow() throws IOException {
    Table ana = Table.with("ana", 0);
    Table ben = Table.with("ben", 30);
    Table cai = Table.with("cai", 100);
    ben.purse().receiving().accept(cai.pay(ben.ask(50), 50), Mint.later(6));

    ana.take(ben.pay(ana.ask(70), 70));

    assertThat(ana.device().balanceMinor()).isEqualTo(70);
    assertThat(ben.device().balanceMinor()).isEqualTo(10);
  }

  @Test
  @Requirement("R103")
  void paysNothingThatIsNotThere() throws IOException {
    Table ana = Table.with("ana", 0);
    Table ben = Table.with("ben", 30);

    assertThat(ben.tryToPay(ana.ask(31), 31))
        .isEqualTo(new PayResult.Refused(DeviceReason.INSUFFICIENT_BALANCE));
    assertThat(ben.device().balanceMinor()).isEqualTo(30);
  }

  @Test
  @Requirement("R87")
  void theHostFindsOutBeforeTheDeviceIsTold() throws IOException {
    Table ana = Table.with("ana", 0);
    Table ben = Table.with("ben", 5_000_000);

    assertThat(ben.tryToPay(ana.ask(10), 9))
        .isEqualTo(new PayResult.Refused(TokenReason.OTHER_AMOUNT));
    Request open =
        new Request(Optional.empty(), Table.REFERENCE, ana.ask(10).token(), ana.ask(10).chain());
    assertThat(ben.tryToPay(open, 100_001))
        .isEqualTo(new PayResult.Refused(TokenReason.ABOVE_PAYMENT_LIMIT));
    assertThat(ben.device().payCommands()).isZero();
  }

  /** Clause 4.6 of docs/spec/52-purse.md: the payment of another, or for another, is nobody's. */
  @Test
  void whatIsNoPaymentIsNotKeptAsOne() throws IOException {
    Table ana = Table.with("ana", 0);
    Table ben = Table.with("ben", 5_000);
    Table cai = Table.with("cai", 5_000);
    Payment others = cai.pay(ana.ask(10), 10).payment();
    Request asked = ana.ask(10);
    // Without an amount, so that another card can pay less on the same token.
    Request request =
        new Request(Optional.empty(), asked.reference(), asked.token(), asked.chain());
    Payment less = cai.pay(request, 1).payment();
    List<UnaryOperator<Payment>> liars =
        List.of(_ -> others, _ -> less, payment -> Mint.signedLike(payment, others));
    for (UnaryOperator<Payment> liar : liars) {
      ben.device().tellsThroughALiar(liar);
      assertThatThrownBy(() -> ben.pay(request, 10)).isInstanceOf(IOException.class);
      ben.purse().paying().settle();
      assertThat(ben.purse().paying().open()).hasSize(1);
      ben.restart();
    }
    assertThat(ben.device().balanceMinor()).as("paid, and once").isEqualTo(4_990);

    ben.device().tellsThroughALiar(UnaryOperator.identity());
    ana.take(ben.pay(request, 10));

    assertThat(ben.device().balanceMinor()).isEqualTo(4_990);
    assertThat(ana.device().balanceMinor()).isEqualTo(10);
    assertThat(ben.purse().paying().recognise(Mint.NOW).isAccepted()).isTrue();
    Payment asMuch = Table.with("dan", 5_000).pay(request, 10).payment();
    ben.device().tellsThroughALiar(_ -> asMuch);
    assertThat(ben.purse().paying().recognise(Mint.NOW).isAccepted())
        .as("whose card paid nobody can tell, so nobody is locked out for it")
        .isTrue();
    for (Payment wrong : List.of(others, less)) {
      ben.device().tellsThroughALiar(_ -> wrong);
      assertThat(ben.purse().paying().recognise(Mint.NOW))
          .isEqualTo(Verdict.refused(PurseReason.DEVICE_FROM_BEFORE));
    }
  }

  /** Wherever the power failed: the same request leads to one payment. */
  @ParameterizedTest
  @EnumSource(Failure.class)
  @Requirement({"R2", "R3", "R4", "R30", "R90"})
  void aTornPaymentIsMadeOnce(Failure where) throws IOException {
    Table ana = Table.with("ana", 0);
    Table ben = Table.with("ben", 5_000);
    Request request = ana.ask(10);
    ben.device().failOnce(where);
    assertThatThrownBy(() -> ben.pay(request, 10)).isInstanceOf(IOException.class);
    ben.restart();

    ana.take(ben.pay(request, 10));

    assertThat(ben.device().balanceMinor()).isEqualTo(4_990);
    assertThat(ana.device().balanceMinor()).isEqualTo(10);
  }

  /** After a crash nothing is paid that the owner saw fail; what was paid is found. */
  @ParameterizedTest
  @EnumSource(Failure.class)
  @Requirement({"R84", "R90"})
  void settlingFindsOutAndPaysNothing(Failure where) throws IOException {
    Table ana = Table.with("ana", 0);
    Table ben = Table.with("ben", 5_000);
    Request request = ana.ask(10);
    ben.device().failOnce(where);
    assertThatThrownBy(() -> ben.pay(request, 10)).isInstanceOf(IOException.class);
    ben.restart();
    assertThat(ben.purse().paying().open()).hasSize(1);
    long before = ben.device().balanceMinor();

    ben.purse().paying().settle();

    assertThat(ben.purse().paying().open()).isEmpty();
    assertThat(ben.device().balanceMinor()).isEqualTo(before);
    assertThat(ben.device().payCommands()).isOne();
  }

  @Test
  void anOrderWhosePaymentIsNotKeptStaysOpen() throws IOException {
    Table ana = Table.with("ana", 0);
    Table ben = Table.with("ben", 5_000);
    Request request = ana.ask(10);
    ben.device().failOnce(Failure.AFTER);
    assertThatThrownBy(() -> ben.pay(request, 10)).isInstanceOf(IOException.class);
    ben.device().forgetPayments();
    ben.purse().paying().settle();

    assertThat(ben.purse().paying().open()).hasSize(1);
    // Asked again, the device says that it paid; the order is not taken for declined.
    assertThat(ben.tryToPay(request, 10))
        .isEqualTo(new PayResult.Refused(TokenReason.PAID_NOT_KEPT));
    ben.restart();
    assertThat(ben.purse().paying().open()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(Failure.class)
  @Requirement("R5")
  void aTornRedemptionCreditsOnce(Failure where) throws IOException {
    Table ana = Table.with("ana", 0);
    Table ben = Table.with("ben", 5_000);
    ana.purse().receiving().accept(ben.pay(ana.ask(10), 10), Mint.later(6));
    ana.device().failOnce(where);
    assertThatThrownBy(() -> ana.purse().redemption().redeemAll()).isInstanceOf(IOException.class);
    ana.restart();

    assertThat(ana.purse().redemption().redeemAll()).isEmpty();
    assertThat(ana.device().balanceMinor()).isEqualTo(10);
  }

  @Test
  @Requirement({"R84", "R90"})
  void whatWasPaidIsAnsweredWithoutTheDeviceAfterARestart() throws IOException {
    Table ana = Table.with("ana", 0);
    Table ben = Table.with("ben", 5_000);
    Request request = ana.ask(10);
    Response response = ben.pay(request, 10);
    ben.restart();

    assertThat(ben.pay(request, 10)).isEqualTo(response);
    assertThat(ben.device().payCommands()).isOne();
  }

  @Test
  @Requirement("R92")
  void certificatesComeOnDemand() throws IOException {
    Table ben = Table.with("ben", 0);
    Credentials credentials = Mint.shared().credentials();

    assertThat(
            ben.purse()
                .paying()
                .answer(new ChainWanted(credentials.payerClass().id()))
                .orElseThrow()
                .chain())
        .isEqualTo(credentials.chain());
    assertThat(
            ben.purse().paying().answer(new ChainWanted(new KeyId(ByteString.copyOf(new byte[8])))))
        .isEmpty();
  }
}
