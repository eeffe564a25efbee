package org.specie.offline.purse.till;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.offline.purse.MemoryDevice;
import org.specie.offline.purse.Mint;
import org.specie.offline.purse.card.CardChannel;
import org.specie.offline.purse.card.TappedCard;
import org.specie.offline.purse.device.PayOrder;
import org.specie.offline.purse.device.SecureDevice.PayAnswer;
import org.specie.offline.purse.device.SecureDevice.Result;
import org.specie.offline.purse.device.TappedDevice;
import org.specie.offline.purse.till.Charging.Outcome;
import org.specie.offline.purse.till.Charging.Sale;
import org.specie.offline.purse.till.Charging.Tapped;
import org.specie.offline.purse.till.TillMessage.Allotment;
import org.specie.offline.token.check.TokenReason;
import org.specie.offline.token.receipt.Payment;
import org.specie.offline.token.receipt.Token;
import org.specie.offline.token.value.Reference;

/** Cards that say they paid, and did not, or not that. Spec: docs/spec/60-card-at-a-till.md, T4. */
class LyingCardTest {
  private static final long PRICE = 300;
  private static final Mint STRANGER = Mint.stranger();

  private final MemoryDevice shop = new MemoryDevice("shop", 0);
  private final MemoryDevice honest = new MemoryDevice("ana", 5_000);
  private Counter till;

  @BeforeEach
  void open() throws IOException {
    till = new Counter("till");
    List<Token> tokens =
        Stream.generate(() -> Token.fresh(Mint.shared().token(shop.owner()))).limit(2).toList();
    assertThat(
            till.till()
                .stock(
                    new Allotment(till.name(), tokens.stream().map(Token::configuration).toList())))
        .isEqualTo(Verdict.accepted());
  }

  /** A card over a device; what it is told to pay may be something else by then, and its answer. */
  private record Twisted(
      MemoryDevice device, UnaryOperator<PayOrder> order, UnaryOperator<Payment> answer)
      implements TappedDevice {
    @Override
    public PayAnswer pay(PayOrder asked) throws IOException {
      return device.pay(order.apply(asked)) instanceof PayAnswer.Paid(Payment payment)
          ? new PayAnswer.Paid(answer.apply(payment))
          : new PayAnswer.Refused(TokenReason.NOTHING);
    }

    @Override
    public Result result(Token token) {
      return device.result(token) instanceof Result.Paid(Payment payment)
          ? new Result.Paid(answer.apply(payment))
          : new Result.Unpaid();
    }
  }

  private long received() {
    return till.till().history().received().minor();
  }

  /** The lie counts for nothing, the request stays open, and an honest card pays the sale. */
  private void unproven(Reason reason, TappedDevice liar) throws IOException {
    long before = received();
    assertThat(till.charge(liar, PRICE))
        .isEqualTo(new Tapped(new Outcome.Unproven(reason), List.of(), 0));
    goesOn(before);
  }

  private void goesOn(long before) throws IOException {
    till.restart();
    assertThat(received()).isEqualTo(before);
    assertThat(till.till().receiving().askedByTap()).hasSize(1);
    assertThat(till.charge(honest, PRICE).outcome()).isInstanceOf(Outcome.Paid.class);
    assertThat(received()).isEqualTo(before + PRICE);
    assertThat(till.till().receiving().askedByTap()).as("that one stays open").hasSize(1);
  }

  @Test
  void anotherAmountIsNoPayment() throws IOException {
    unproven(
        TokenReason.OTHER_AMOUNT,
        new Twisted(
            new MemoryDevice("ben", 5_000),
            of -> new PayOrder(of.token(), Amount.ofMinor(1), of.reference(), of.time()),
            UnaryOperator.identity()));
  }

  @Test
  void anotherReferenceIsNoPayment() throws IOException {
    Reference other = new Reference(ByteString.utf8("sale 999"));
    unproven(
        TokenReason.OTHER_REFERENCE,
        new Twisted(
            new MemoryDevice("ben", 5_000),
            of -> new PayOrder(of.token(), of.amount(), other, of.time()),
            UnaryOperator.identity()));
  }

  @Test
  void anotherTokensPaymentIsNoPayment() throws IOException {
    Token own = Token.fresh(Mint.shared().token(new MemoryDevice("ben", 0).owner()));
    unproven(
        TokenReason.OTHER_PREDECESSOR,
        new Twisted(
            new MemoryDevice("ben", 5_000),
            of -> new PayOrder(own, of.amount(), of.reference(), of.time()),
            UnaryOperator.identity()));
  }

  @Test
  void anotherIssuersMoneyIsNoPayment() throws IOException {
    unproven(
        TokenReason.UNKNOWN_KEY,
        new MemoryDevice("ben", 5_000, STRANGER, Mint.shared().verifier()));
  }

  /** What was taken before, shown again for the next request on the same token. */
  @Test
  void anOldPaymentIsNoPayment() throws IOException {
    Counter one = till;
    assertThat(one.charge(honest, PRICE).outcome()).isInstanceOf(Outcome.Paid.class);
    Payment old = one.till().takings().payments().getFirst().last().orElseThrow();
    assertThat(one.charge(honest, PRICE).outcome()).isInstanceOf(Outcome.Paid.class);
    unproven(
        TokenReason.OTHER_REFERENCE,
        new Twisted(new MemoryDevice("ben", 5_000), UnaryOperator.identity(), _ -> old));
  }

  /** The card paid while the till's clock was ahead, and was torn away. */
  @Test
  void aClockThatIsSetRightChargesNobodyTwice() throws IOException {
    MemoryDevice device = new MemoryDevice("ben", 5_000);
    TappedDevice torn =
        new TappedDevice() {
          @Override
          public PayAnswer pay(PayOrder order) throws IOException {
            PayAnswer _ = device.pay(order);
            throw new IOException("torn away");
          }

          @Override
          public Result result(Token token) {
            return device.result(token);
          }
        };
    Sale ahead =
        new Sale(
            Amount.ofMinor(PRICE), new Reference(ByteString.utf8("sale 998")), Mint.later(180));
    assertThatThrownBy(() -> till.till().charging().charge(ahead, torn))
        .isInstanceOf(IOException.class);

    assertThat(till.charge(device, PRICE).outcome())
        .isEqualTo(new Outcome.Unproven(TokenReason.CLAIMED_IN_FUTURE));
    assertThat(device.balanceMinor()).isEqualTo(5_000 - PRICE);
    assertThat(till.till().charging().charge(ahead, device).outcome())
        .isInstanceOf(Outcome.Paid.class);
    assertThat(device.balanceMinor()).isEqualTo(5_000 - PRICE);
  }

  @Test
  void paidAndNotKeptIsNoPaymentAndNoRefusal() throws IOException {
    TappedDevice forgetful =
        new TappedDevice() {
          @Override
          public PayAnswer pay(PayOrder order) {
            return new PayAnswer.Refused(TokenReason.PAID_NOT_KEPT);
          }

          @Override
          public Result result(Token token) {
            return new Result.NotKept();
          }
        };
    unproven(TokenReason.PAID_NOT_KEPT, forgetful);
  }

  /** Each byte of a payment that is right but for it: none is taken, none frees the token. */
  @Test
  void aPaymentWithAChangedByteIsNoPayment() throws IOException {
    MemoryDevice ben = new MemoryDevice("ben", 5_000);
    Counter fresh = till;
    int size = 0;
    int unreadable = 0;
    for (int at = 0; at == 0 || at < size; at++) {
      int place = at;
      int[] seen = new int[1];
      CardChannel liar =
          _ -> {
            byte[] right = paid(ben, fresh).encode().toByteArray();
            right[place] ^= 1;
            seen[0] = right.length;
            return ByteString.concat(ByteString.copyOf(right), ByteString.hex("9000"));
          };
      unreadable += isUnreadable(fresh, liar) ? 1 : 0;
      size = seen[0] == 0 ? size : seen[0];
      assertThat(received()).as("byte %s", at).isZero();
      assertThat(fresh.till().receiving().askedByTap()).hasSizeBetween(1, 2);
    }
    assertThat(size).isEqualTo(458);
    assertThat(unreadable).isBetween(0, size - 1);
  }

  /** What an honest device answers for the request that is open longest. */
  private static Payment paid(MemoryDevice device, Counter till) throws IOException {
    var request = till.till().receiving().askedByTap().getFirst();
    PayOrder order =
        new PayOrder(
            request.token(), request.amount().orElseThrow(), request.reference(), Mint.NOW);
    if (device.pay(order) instanceof PayAnswer.Paid(Payment payment)) {
      return payment;
    }
    throw new AssertionError("ben pays");
  }

  private static boolean isUnreadable(Counter till, CardChannel liar) {
    try {
      assertThat(till.charge(new TappedCard(liar), PRICE).outcome())
          .isNotInstanceOf(Outcome.Paid.class);
      return false;
    } catch (IOException unreadable) {
      return true;
    }
  }

  /** Bytes of any length, with any status word: no money comes of them, and nothing breaks. */
  @Test
  void bytesAreNoPayment() throws IOException {
    Random random = new Random(17);
    for (int i = 0; i < 3_000; i++) {
      byte[] bytes = new byte[random.nextInt(4) == 0 ? 460 : random.nextInt(500)];
      random.nextBytes(bytes);
      if (bytes.length >= 2 && random.nextBoolean()) {
        bytes[bytes.length - 2] = (byte) (random.nextBoolean() ? 0x90 : 0x9C);
        bytes[bytes.length - 1] = (byte) (random.nextBoolean() ? 0 : 9);
      }
      boolean _ = isUnreadable(till, _ -> ByteString.copyOf(bytes));
      assertThat(received()).isZero();
    }
    till.restart();
    assertThat(received()).isZero();
  }

  /** Clause 3.1: nothing is asked while a payment is shown that may be this sale's. */
  @Test
  void asksNothingOfACardThatShowsAPaymentOfAnUnknownClass() throws IOException {
    MemoryDevice rotated =
        new MemoryDevice("ben", 5_000, Mint.shared().rotated(), Mint.shared().verifier());
    for (int i = 0; i < 3; i++) {
      assertThat(till.charge(rotated, PRICE).outcome())
          .isEqualTo(new Outcome.Unproven(TokenReason.UNKNOWN_KEY));
      till.restart();
    }
    assertThat(rotated.payCommands()).isEqualTo(1);
    assertThat(rotated.balanceMinor()).isEqualTo(5_000 - PRICE);
    assertThat(received()).isZero();
  }

  /** Clause 3.4: once it knows the class it finds what was paid, and asks nothing more. */
  @Test
  void takesWhatWasPaidUnderAClassThatItLearnsLater() throws IOException {
    Mint next = Mint.shared().rotated();
    MemoryDevice rotated = new MemoryDevice("ben", 5_000, next, Mint.shared().verifier());
    assertThat(till.charge(rotated, PRICE).outcome())
        .isEqualTo(new Outcome.Unproven(TokenReason.UNKNOWN_KEY));
    assertThat(till.till().receiving().learn(STRANGER.credentials().chain()).isAccepted())
        .isFalse();
    assertThat(till.charge(rotated, PRICE).outcome())
        .isEqualTo(new Outcome.Unproven(TokenReason.UNKNOWN_KEY));
    for (int i = 0; i < 2; i++) {
      assertThat(till.till().receiving().learn(next.credentials().chain()))
          .isEqualTo(Verdict.accepted());
    }
    till.restart();
    assertThat(till.charge(rotated, PRICE).outcome()).isInstanceOf(Outcome.Paid.class);
    assertThat(rotated.balanceMinor()).isEqualTo(5_000 - PRICE);
    assertThat(received()).isEqualTo(PRICE);
  }

  /** A lie about what was before neither counts nor keeps a card from paying now. */
  @Test
  void whatIsShownForAnotherRequestIsPassedOver() throws IOException {
    assertThatThrownBy(
            () -> {
              honest.failOnce(MemoryDevice.Failure.BEFORE);
              till.charge(honest, PRICE);
            })
        .isInstanceOf(IOException.class);
    Token own = Token.fresh(Mint.shared().token(honest.owner()));
    MemoryDevice ben = new MemoryDevice("ben", 5_000);
    PayOrder other =
        new PayOrder(own, Amount.ofMinor(PRICE), till.sale(PRICE).reference(), Mint.NOW);
    Payment foreign = ((PayAnswer.Paid) ben.pay(other)).payment();
    TappedDevice liar =
        new TappedDevice() {
          @Override
          public PayAnswer pay(PayOrder order) throws IOException {
            return ben.pay(order);
          }

          @Override
          public Result result(Token token) {
            return new Result.Paid(foreign);
          }
        };
    Tapped tapped = till.charge(liar, PRICE);
    assertThat(tapped.outcome()).isInstanceOf(Outcome.Paid.class);
    assertThat(tapped.earlier()).isEmpty();
    assertThat(received()).isEqualTo(PRICE);
    assertThat(ben.balanceMinor()).isEqualTo(5_000 - 2 * PRICE);
  }
}
