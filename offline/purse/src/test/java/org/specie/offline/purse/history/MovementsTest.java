package org.specie.offline.purse.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.Amount;
import org.specie.offline.purse.Mint;
import org.specie.offline.purse.Table;
import org.specie.offline.purse.history.Movement.Paid;
import org.specie.offline.purse.history.Movement.Received;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.message.Message.Response;

/** Page 52, section 9. */
class MovementsTest {
  private static final int PAYMENTS = 9;

  private static Amount sum(long minor) {
    return Amount.ofMinor(minor);
  }

  @Test
  void tellsWhatWasPaidAndReceivedAlsoAfterARestart() throws IOException {
    Table ana = Table.with("ana", 1_000);
    Table ben = Table.with("ben", 1_000);
    Request request = ben.ask(30);
    Response response = ana.pay(request, 30);
    assertThat(ben.purse().history().movements()).isEmpty();
    ben.purse().receiving().accept(response, Mint.later(6));

    assertThat(ben.purse().history().movements())
        .containsExactly(new Received(request.token().configuration(), response.payment(), false));
    assertThat(ben.purse().history().waiting())
        .isEqualTo(ben.purse().receiving().waiting())
        .isEqualTo(sum(30));
    ben.purse().redemption().redeemAll();
    assertThat(ben.purse().history().waiting()).isEqualTo(sum(0));
    assertThat(ana.purse().history().movements())
        .containsExactly(new Paid(request.token().configuration(), response.payment()));

    ben.restart();
    ana.restart();
    assertThat(ben.purse().history().received()).isEqualTo(sum(30));
    assertThat(ben.purse().history().waiting()).isEqualTo(sum(0));
    assertThat(ana.purse().history().paid()).isEqualTo(sum(30));
    assertThat(ana.purse().history().received()).isEqualTo(sum(0));
  }

  /** A bank's vault has as many as its deposits of years, and reads them all when it opens. */
  @Test
  void opensInStepsThatGrowWithThePaymentsAlone() throws IOException {
    Table ana = Table.with("ana", 1_000);
    Table ben = Table.with("ben", 1_000);
    for (int i = 0; i < PAYMENTS; i++) {
      ben.take(ana.pay(ben.ask(10), 10));
    }
    ben.restart();
    assertThat(ben.purse().history().waiting()).isEqualTo(sum(0));
    assertThat(ben.purse().history().movements()).hasSize(PAYMENTS);
    assertThat(ben.purse().history().looks()).isEqualTo(PAYMENTS);
  }

  @Test
  void aPaymentMadeAgainIsOneMovement() throws IOException {
    Table ana = Table.with("ana", 1_000);
    Table ben = Table.with("ben", 1_000);
    Request request = ben.ask(30);
    Response response = ana.pay(request, 30);
    assertThat(ana.pay(request, 30)).isEqualTo(response);
    ben.take(response);
    ben.purse().receiving().accept(response, Mint.later(6));
    assertThat(ana.purse().history().movements()).hasSize(1);
    assertThat(ben.purse().history().movements()).hasSize(1);
    assertThat(ben.balanceMinor()).isEqualTo(1_030);
    assertThat(ana.balanceMinor()).isEqualTo(970);
  }
}
