package org.specie.offline.purse.till;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.offline.purse.CutStorage;
import org.specie.offline.purse.DeviceBehaviour;
import org.specie.offline.purse.Fuse;
import org.specie.offline.purse.MemoryDevice;
import org.specie.offline.purse.Mint;
import org.specie.offline.purse.PurseReason;
import org.specie.offline.purse.card.CardChannel;
import org.specie.offline.purse.card.TappedCard;
import org.specie.offline.purse.card.TestCard;
import org.specie.offline.purse.device.DeviceReason;
import org.specie.offline.purse.device.PayOrder;
import org.specie.offline.purse.device.SecureDevice.PayAnswer;
import org.specie.offline.purse.device.SecureDevice.RedeemAnswer;
import org.specie.offline.purse.device.SecureDevice.Result;
import org.specie.offline.purse.device.TappedDevice;
import org.specie.offline.purse.till.Charging.Outcome;
import org.specie.offline.purse.till.Charging.Tapped;
import org.specie.offline.purse.till.TillMessage.Allotment;
import org.specie.offline.simulator.Snapshot;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.receipt.Configuration;
import org.specie.offline.token.receipt.Token;

/**
 * A till and cards with the real applet that are held to it, and torn away. Spec:
 * docs/spec/60-card-at-a-till.md.
 */
class ChargingTest {
  private static final long LOADED = 5_000;
  private static final long PRICE = 300;

  /** What the cards here pay by tapping at most. */
  private static final long TAP_LIMIT = 1_000;

  private static final MemoryDevice SHOP = new MemoryDevice("shop", 0);

  private static Counter till(int tokens) throws IOException {
    return supplied(new Counter("till"), tokens);
  }

  private static Counter supplied(Counter counter, int tokens) throws IOException {
    List<Configuration> fresh = new ArrayList<>();
    for (int i = 0; i < tokens; i++) {
      fresh.add(Mint.shared().token(SHOP.owner()));
    }
    assertThat(counter.till().stock(new Allotment(counter.name(), fresh)))
        .isEqualTo(Verdict.accepted());
    return counter;
  }

  /** In the air, with so much on it and so many payment keys. */
  private static TestCard card(long minor, int keys) throws IOException {
    TestCard card = TestCard.with(Mint.shared().issuer(), DeviceBehaviour.BEN, minor, keys);
    card.software().contactless(true);
    return card;
  }

  private static long received(Counter till) {
    return till.till().history().received().minor();
  }

  private static long balance(TestCard card) throws IOException {
    return card.device().state().balance().minor();
  }

  private static int open(Counter till) {
    return till.till().receiving().askedByTap().size();
  }

  private static boolean isPaid(Tapped tapped, long minor) {
    return tapped.outcome() instanceof Outcome.Paid paid
        && paid.payment().amount().equals(Amount.ofMinor(minor));
  }

  private static void paid(Tapped tapped, long minor) {
    assertThat(isPaid(tapped, minor)).as(tapped.toString()).isTrue();
    assertThat(tapped.earlier()).isEmpty();
  }

  private static void refused(Reason reason, Tapped tapped) {
    assertThat(tapped.outcome()).isEqualTo(new Outcome.Refused(reason));
  }

  /** Charges the card over this channel; whether it was gone before there was an outcome. */
  private static boolean isTorn(Counter till, CardChannel channel) {
    try {
      paid(till.charge(new TappedCard(channel), PRICE), PRICE);
      return false;
    } catch (IOException torn) {
      return true;
    }
  }

  /** With the same card again the sale is done, and moved its money once; the till began anew. */
  private static void isDoneOnce(Counter till, TestCard card) throws IOException {
    till.restart();
    if (received(till) == 0) {
      paid(till.charge(new TappedCard(card), PRICE), PRICE);
      till.restart();
    }
    assertThat(received(till)).isEqualTo(PRICE);
    assertThat(balance(card)).isEqualTo(LOADED - PRICE);
    assertThat(till.till().takings().payments()).hasSize(1);
  }

  @Test
  void takesThePaymentOfACardThatTaps() throws IOException {
    TestCard card = card(LOADED, 3);
    Counter till = till(1);
    paid(till.charge(new TappedCard(card), PRICE), PRICE);
    till.restart();
    paid(till.charge(new TappedCard(card), PRICE), PRICE);
    assertThat(received(till)).as("two sales on one token").isEqualTo(2 * PRICE);
    assertThat(balance(card)).isEqualTo(LOADED - 2 * PRICE);
    for (Token each : till.till().takings().payments()) {
      assertThat(SHOP.redeem(each)).isInstanceOf(RedeemAnswer.Redeemed.class);
    }
  }

  /** Clause 4.3: whatever persistent write of its payment the card is torn out before. */
  @Test
  void countsTheMoneyOnceWhicheverWriteTheCardIsTornOutBefore() throws IOException {
    TestCard card = card(LOADED, 2);
    Snapshot before = card.software().snapshot();
    int found = 0;
    int paidAnew = 0;
    boolean isTorn = true;
    for (int write = 0; isTorn; write++) {
      before.restore();
      card.software().powerUp();
      Counter till = till(2);
      card.software().memory().begin(write);
      isTorn = isTorn(till, card);
      card.software().powerUp();
      assertThat(open(till)).as("asked before the card saw it").isEqualTo(isTorn ? 1 : 0);
      assertThat(received(till)).isEqualTo(isTorn ? 0 : PRICE);
      isDoneOnce(till, card);
      found += isTorn && open(till) == 0 ? 1 : 0;
      paidAnew += open(till);
    }
    assertThat(paidAnew).as("torn before it paid: that token waits").isGreaterThan(5);
    assertThat(found).as("torn after it paid: found, not paid again").isPositive();
  }

  /** Clause 4.3: whichever command or answer is lost between the two, in both taps. */
  @Test
  void countsTheMoneyOnceWhicheverAnswerIsLost() throws IOException {
    TestCard card = card(LOADED, 2);
    Snapshot before = card.software().snapshot();
    int torn = 0;
    boolean isTorn = true;
    for (int place = 0; isTorn; place++) {
      before.restore();
      card.software().powerUp();
      Counter till = till(6);
      isTorn = isTorn(till, cutAt(card, place));
      for (int again = 0; isTorn && again < 4; again++) {
        boolean _ = received(till) == 0 && isTorn(till, cutAt(card, again));
      }
      torn += isTorn ? 1 : 0;
      isDoneOnce(till, card);
    }
    assertThat(torn).as("before PAY and after it").isEqualTo(2);
  }

  /** The way to the card, which breaks at this place: before a command is there, or after it. */
  private static CardChannel cutAt(TestCard card, int place) {
    Fuse fuse = new Fuse();
    fuse.cutAfter(place);
    return command -> {
      fuse.pass();
      var answer = card.transmit(command);
      fuse.pass();
      return answer;
    };
  }

  /** Clause 4.2: whichever of its writes the till's power fails before or after. */
  @Test
  void countsTheMoneyOnceWhereverTheTillIsCutOff() throws IOException {
    TestCard card = card(LOADED, 2);
    Snapshot before = card.software().snapshot();
    int torn = 0;
    boolean isTorn = true;
    for (int place = 0; isTorn; place++) {
      before.restore();
      card.software().powerUp();
      Fuse fuse = new Fuse();
      Counter till = supplied(new Counter("till", new CutStorage(new MemoryStorage(), fuse)), 2);
      fuse.cutAfter(place);
      isTorn = isTorn(till, card);
      fuse.disarm();
      torn += isTorn ? 1 : 0;
      isDoneOnce(till, card);
    }
    assertThat(torn).as("before and after asked, before and after received").isEqualTo(4);
  }

  /** Clause 3.3: what an empty card is asked is asked of the next one. */
  @Test
  void anEmptyCardTakesNoTokenFromTheTill() throws IOException {
    TestCard empty = card(PRICE - 1, 2);
    Counter till = till(1);
    for (int i = 0; i < 40; i++) {
      refused(DeviceReason.INSUFFICIENT_BALANCE, till.charge(new TappedCard(empty), PRICE));
      till.restart();
    }
    assertThat(open(till)).isZero();
    paid(till.charge(new TappedCard(card(LOADED, 1)), PRICE), PRICE);
    assertThat(balance(empty)).isEqualTo(PRICE - 1);
  }

  /** A crash between the refusal and the record costs the token and nothing else. */
  @Test
  void aRefusalThatTheTillForgotLeavesTheRequestOpen() throws IOException {
    TestCard empty = card(0, 1);
    for (int place = 0; place < 4; place++) {
      Fuse fuse = new Fuse();
      Counter till = supplied(new Counter("till", new CutStorage(new MemoryStorage(), fuse)), 2);
      fuse.cutAfter(place);
      assertThatThrownBy(() -> till.charge(new TappedCard(empty), PRICE))
          .isInstanceOf(IOException.class);
      fuse.disarm();
      till.restart();
      assertThat(open(till)).isEqualTo(place == 1 || place == 2 ? 1 : 0);
      paid(till.charge(new TappedCard(card(LOADED, 1)), PRICE), PRICE);
    }
  }

  /** Clause 3.3: each is the card's own word, and frees the token. */
  @Test
  void saysWhyTheCardDoesNotPay() throws IOException {
    Counter till = till(1);
    TestCard card = card(LOADED, 1);
    refused(DeviceReason.ABOVE_TAP_LIMIT, till.charge(new TappedCard(card), TAP_LIMIT + 1));
    card.software().contactless(false);
    refused(DeviceReason.WRONG_MEDIUM, till.charge(new TappedCard(card), PRICE));
    refused(DeviceReason.NO_PAYMENT_KEY, till.charge(new TappedCard(card(LOADED, 0)), PRICE));
    refused(PurseReason.NO_PAYER, till.charge(new TappedCard(_ -> ByteString.hex("6985")), PRICE));
    refused(PurseReason.NO_TOKEN_FITS, till.charge(new TappedCard(card), 100_001));
    assertThat(open(till)).isZero();
    card.software().contactless(true);
    paid(till.charge(new TappedCard(card), TAP_LIMIT), TAP_LIMIT);
  }

  /** Clause 4.4: two cards on one token would cost one of them its money. */
  @Test
  void anotherCardGetsAnotherToken() throws IOException {
    TestCard torn = card(LOADED, 1);
    TestCard other = card(LOADED, 1);
    Counter till = till(2);
    assertThat(isTorn(till, cutAt(torn, 1))).isTrue();
    assertThat(balance(torn)).as("it has paid").isEqualTo(LOADED - PRICE);
    till.restart();
    paid(till.charge(new TappedCard(other), PRICE), PRICE);
    assertThat(open(till)).isEqualTo(1);
    refused(PurseReason.NO_TOKEN_FITS, chargedOften(till, card(LOADED, 3)));

    till.restart();
    long before = received(till);
    paid(till.charge(new TappedCard(torn), PRICE), PRICE);
    assertThat(received(till)).isEqualTo(before + PRICE);
    assertThat(balance(torn)).as("found, and nothing paid again").isEqualTo(LOADED - PRICE);
    assertThat(open(till)).isZero();
  }

  /** Until the other token has its three payments. */
  private static Tapped chargedOften(Counter till, TestCard card) throws IOException {
    paid(till.charge(new TappedCard(card), PRICE), PRICE);
    paid(till.charge(new TappedCard(card), PRICE), PRICE);
    return till.charge(new TappedCard(card), PRICE);
  }

  /** Clause 3.1: a payment for something else is taken, and the seller looks before he charges. */
  @Test
  void stopsAtAnEarlierPaymentOfAnotherAmount() throws IOException {
    TestCard card = card(LOADED, 2);
    Counter till = till(3);
    assertThat(isTorn(till, cutAt(card, 1))).isTrue();
    Tapped tapped = till.charge(new TappedCard(card), 2 * PRICE);
    refused(PurseReason.EARLIER_TAKEN, tapped);
    assertThat(tapped.earlier()).hasSize(1);
    assertThat(received(till)).isEqualTo(PRICE);
    assertThat(balance(card)).isEqualTo(LOADED - PRICE);
    paid(till.charge(new TappedCard(card), 2 * PRICE), 2 * PRICE);
    assertThat(balance(card)).isEqualTo(LOADED - 3 * PRICE);
  }

  /** Clause 3.1: what was asked otherwise, by a code for instance, is no sale at this tap. */
  @Test
  void doesNotTakeAnInvoiceForTheSale() throws IOException {
    TestCard card = card(LOADED, 2);
    Counter till = till(2);
    Request invoice = till.ask(PRICE);
    PayOrder order =
        new PayOrder(invoice.token(), Amount.ofMinor(PRICE), invoice.reference(), Mint.NOW);
    assertThat(card.device().pay(order)).isInstanceOf(PayAnswer.Paid.class);
    paid(till.charge(new TappedCard(card), PRICE), PRICE);
    assertThat(balance(card)).as("the invoice and the sale").isEqualTo(LOADED - 2 * PRICE);
    assertThat(till.till().receiving().outstanding()).containsExactly(invoice);
  }

  /** Clause 3.2: if power and everything else fails now, the till knows that the card was asked. */
  @Test
  void isOnTheDiskBeforeTheCardSeesIt() throws IOException {
    Counter till = till(1);
    TappedDevice looking =
        new TappedDevice() {
          @Override
          public PayAnswer pay(PayOrder order) throws IOException {
            till.restart();
            assertThat(till.till().receiving().askedByTap().getFirst().token())
                .isEqualTo(order.token());
            throw new IOException("gone");
          }

          @Override
          public Result result(Token token) {
            throw new AssertionError("nothing was asked before");
          }
        };
    assertThatThrownBy(() -> till.charge(looking, PRICE)).hasMessage("gone");
    assertThat(open(till)).isEqualTo(1);
    assertThat(received(till)).isZero();
  }
}
