package org.specie.offline.purse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.port.Entropy;
import org.specie.offline.purse.card.CardDevice;
import org.specie.offline.purse.card.TestCard;
import org.specie.offline.purse.credential.CredentialManager;
import org.specie.offline.purse.credential.TestAgents;
import org.specie.offline.purse.device.PayOrder;
import org.specie.offline.purse.journal.Supplies;
import org.specie.offline.purse.paying.Paying.PayResult;
import org.specie.offline.token.check.TokenReason;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.message.Message.Response;
import org.specie.offline.token.receipt.Payment;
import org.specie.offline.token.receipt.Token;
import org.specie.offline.token.value.OwnerId;
import org.specie.quality.requirements.Requirement;

/**
 * What a purse is there for, function by function, with the real applet where a device takes part.
 * The eight are those of de Jong, section 4. Spec: docs/spec/52-purse.md.
 */
@Requirement("R70")
class EightFunctionsTest {
  private static final OwnerId BEN = new OwnerId(ByteString.utf8("ben, a pseudonym"));

  private final Table ana;
  private int draws;

  EightFunctionsTest() throws IOException {
    ana = Table.with("ana", 0);
  }

  private static CardDevice card(int keys) throws IOException {
    return TestCard.with(Mint.shared().issuer(), BEN, 1_000, keys).device();
  }

  private static Table ben(int keys) throws IOException {
    return Table.withDevice("ben", card(keys));
  }

  @Test
  void initiatesAPayment() throws IOException {
    Request request = ana.ask(300);
    assertThat(request.amount()).contains(Amount.ofMinor(300));
    assertThat(request.reference()).isEqualTo(Table.REFERENCE);
    assertThat(request.token().configuration().owner()).isEqualTo(ana.device().owner());
    assertThat(ana.purse().receiving().outstanding()).hasSize(1);
    assertThat(ana.ask(300).token()).isNotEqualTo(request.token());
  }

  @Test
  void validatesARequest() throws IOException {
    Table ben = ben(0);
    Request request = ana.ask(300);
    assertThat(ben.purse().paying().examine(request, Amount.ofMinor(300), Mint.later(5)))
        .isEqualTo(Verdict.accepted());
    assertThat(ben.purse().paying().examine(request, Amount.ofMinor(301), Mint.later(5)))
        .isEqualTo(Verdict.refused(TokenReason.OTHER_AMOUNT));
    assertThat(ben.purse().paying().examine(request, Amount.ofMinor(300), Mint.later(31 * 1_440)))
        .isEqualTo(Verdict.refused(TokenReason.NOT_VALID_THEN));
  }

  @Test
  void hasItsOwnerApprove() throws IOException {
    Table ben = ben(1);
    Request request = ana.ask(300);
    List<PayOrder> shown = new ArrayList<>();
    PayResult refused =
        ben.purse()
            .paying()
            .pay(
                request,
                Amount.ofMinor(300),
                Mint.later(5),
                order -> {
                  shown.add(order);
                  return false;
                });
    assertThat(refused).isEqualTo(new PayResult.Refused(PurseReason.NOT_APPROVED));
    assertThat(shown).hasSize(1);
    assertThat(shown.getFirst().amount()).isEqualTo(Amount.ofMinor(300));
    assertThat(shown.getFirst().token()).isEqualTo(request.token());
    assertThat(ben.balanceMinor()).isEqualTo(1_000);
    assertThat(ben.tryToPay(request, 300)).isInstanceOf(PayResult.Paid.class);
  }

  @Test
  void addsThePaymentToTheToken() throws IOException {
    Table ben = ben(2);
    Request first = ana.ask(300);
    Token once = first.token().with(ben.pay(first, 300).payment());
    assertThat(once.aggregate()).isEqualTo(Amount.ofMinor(300));
    assertThat(once.sequence()).isOne();
    Request again = new Request(Optional.empty(), first.reference(), once, first.chain());
    Token twice = once.with(ben.pay(again, 50).payment());
    assertThat(twice.aggregate()).isEqualTo(Amount.ofMinor(350));
    assertThat(twice.sequence()).isEqualTo(2);
    assertThat(ben.balanceMinor()).isEqualTo(650);
  }

  @Test
  void validatesAReceiptWithoutItsDevice() throws IOException {
    Table ben = ben(2);
    Response response = ben.pay(ana.ask(300), 300);
    Response other = ben.pay(ana.ask(300), 300);
    Payment payment = response.payment();
    Payment forged = Mint.signedLike(payment, other.payment());
    assertThat(
            ana.purse()
                .receiving()
                .accept(new Response(response.id(), forged, response.chain()), Mint.later(6)))
        .isEqualTo(Verdict.refused(TokenReason.BAD_SIGNATURE));
    assertThat(ana.purse().receiving().accept(response, Mint.later(6)))
        .isEqualTo(Verdict.accepted());
    assertThat(ana.balanceMinor()).as("no device took part").isZero();
  }

  @Test
  void redeemsWhatItReceivedOnce() throws IOException {
    CardDevice device = card(0);
    Table ben = Table.withDevice("ben", device);
    assertThat(ben.purse().receiving().stock(Mint.shared().token(BEN)).isAccepted()).isTrue();
    Response response = Table.with("cai", 5_000).pay(ben.ask(200), 200);
    for (int i = 0; i < 2; i++) {
      ben.take(response);
      assertThat(ben.balanceMinor()).isEqualTo(1_200);
    }
  }

  @Test
  void presentsWhatThereIsAndWhatMoved() throws IOException {
    Table ben = ben(1);
    Response response = ben.pay(ana.ask(300), 300);
    assertThat(ana.purse().receiving().accept(response, Mint.later(6)).isAccepted()).isTrue();
    assertThat(ben.balanceMinor()).isEqualTo(700);
    assertThat(ben.purse().history().movements()).hasSize(1);
    assertThat(ben.purse().history().paid()).isEqualTo(Amount.ofMinor(300));
    assertThat(ana.purse().history().received()).isEqualTo(Amount.ofMinor(300));
    assertThat(ana.purse().history().waiting()).isEqualTo(Amount.ofMinor(300));
  }

  @Test
  void refreshesItsKeysAndTokens() throws IOException {
    CardDevice device = card(0);
    Table ben = Table.withDevice("ben", device);
    Entropy entropy =
        target -> {
          for (int i = 0; i < target.length; i++) {
            target[i] = (byte) Hash32.sha256(ByteString.utf8("draw " + draws++)).bytes().at(0);
          }
        };
    CredentialManager credentials =
        ben.purse().credentials(device, new TestAgents(BEN, new Fuse()), entropy);
    assertThat(credentials.refillKeys(Supplies.of(1, 0), Mint.NOW)).isEqualTo(Verdict.accepted());
    assertThat(credentials.refillTokens(Supplies.of(0, 2), ByteString.utf8("a wish"), Mint.NOW))
        .isEqualTo(Verdict.accepted());
    assertThat(device.keys(Mint.NOW).certified()).isOne();
    assertThat(ben.purse().receiving().fresh(Mint.NOW)).isEqualTo(2);
    ana.take(ben.pay(ana.ask(10), 10));
  }
}
