package org.specie.offline.purse.till;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.offline.purse.Mint;
import org.specie.offline.purse.PurseReason;
import org.specie.offline.purse.Table;
import org.specie.offline.purse.journal.TillName;
import org.specie.offline.purse.till.TillMessage.Allotment;
import org.specie.offline.purse.till.TillMessage.Booked;
import org.specie.offline.purse.till.TillMessage.Booking;
import org.specie.offline.purse.till.TillMessage.Takings;
import org.specie.offline.token.check.TokenReason;
import org.specie.offline.token.receipt.Configuration;
import org.specie.offline.token.receipt.Payment;
import org.specie.offline.token.receipt.Token;
import org.specie.offline.token.value.TokenId;
import org.specie.quality.requirements.Requirement;

/** Spec: docs/spec/52-purse.md section 7. */
class TillTest {
  private static final int TILLS = 5;
  private static final int PAYMENTS_EACH = 40;
  private static final int TOKENS_EACH = 14;

  private Table shop;
  private Table ana;

  @BeforeEach
  void open() throws IOException {
    shop = Table.with("shop", 0);
    ana = Table.with("ana", 10_000);
  }

  private static TillName named(String name) {
    return Counter.named(name);
  }

  private static void sell(Counter counter, Table customer, long minor) throws IOException {
    accepted(
        counter.till().receiving().accept(customer.pay(counter.ask(minor), minor), Mint.later(6)));
  }

  private static void accepted(Verdict verdict) {
    assertThat(verdict).isEqualTo(Verdict.accepted());
  }

  private Tills tills() {
    return new Tills(shop.purse().receiving());
  }

  private void stock(int tokens) throws IOException {
    for (int i = 0; i < tokens; i++) {
      accepted(shop.purse().receiving().stock(Mint.shared().token(shop.device().owner())));
    }
  }

  private Counter counter(String name, int tokens) throws IOException {
    Counter counter = new Counter(name);
    accepted(counter.till().stock(tills().allot(counter.name(), tokens, Mint.NOW)));
    return counter;
  }

  private long balance() throws IOException {
    assertThat(shop.purse().redemption().redeemAll()).isEmpty();
    return shop.device().balanceMinor();
  }

  @Test
  @Requirement("R82")
  void fiveTillsTakeTwoHundredPaymentsWhileThePurseIsAway() throws IOException {
    stock(TILLS * TOKENS_EACH);
    List<Counter> counters = new ArrayList<>();
    for (int i = 0; i < TILLS; i++) {
      counters.add(counter("till " + i, TOKENS_EACH));
    }
    for (int i = 0; i < TILLS * PAYMENTS_EACH; i++) {
      sell(counters.get(i % TILLS), ana, 10);
    }
    for (Counter each : counters) {
      each.restart();
      Takings takings = each.till().takings();
      assertThat(takings.payments()).hasSize(PAYMENTS_EACH);
      Booked booked = tills().take(takings, Mint.later(10));
      shop.restart();
      assertThat(tills().take(takings, Mint.later(11))).as("brought twice").isEqualTo(booked);
      accepted(each.till().book(booked));
      assertThat(each.till().takings().payments()).isEmpty();
    }
    assertThat(balance()).isEqualTo(TILLS * PAYMENTS_EACH * 10L);
    assertThat(ana.device().balanceMinor()).isEqualTo(10_000 - TILLS * PAYMENTS_EACH * 10L);
  }

  @Test
  @Requirement("R83")
  void aTokenIsInOnePlace() throws IOException {
    stock(3);
    Set<TokenId> seen = new HashSet<>();
    for (String name : List.of("one", "two")) {
      tills().allot(named(name), 2, Mint.NOW).tokens().forEach(each -> seen.add(each.id()));
      shop.restart();
    }
    for (int i = 0; i < 2; i++) {
      seen.add(shop.ask(10).token().configuration().id());
    }
    assertThat(seen).as("2 and 2 at tills, 2 at the purse, all different").hasSize(6);
    assertThat(tills().allot(named("three"), 2, Mint.NOW).tokens()).isEmpty();
  }

  @Test
  void aTokenThatIsOverLeavesForNoTill() throws IOException {
    assertThat(tills().allot(named("one"), 2, Mint.NOW).tokens()).hasSize(2);
    assertThat(tills().allot(named("one"), 2, Mint.later(31 * 24 * 60)).tokens()).isEmpty();
  }

  @Test
  void anAllotmentThatWasLostComesAgain() throws IOException {
    Allotment lost = tills().allot(named("one"), 2, Mint.NOW);
    shop.restart();
    Allotment again = tills().allot(named("one"), 2, Mint.NOW);
    assertThat(again).isEqualTo(lost);

    Counter counter = new Counter("one");
    accepted(counter.till().stock(again));
    accepted(counter.till().stock(again));
    assertThat(new Counter("two").till().stock(again))
        .isEqualTo(Verdict.refused(PurseReason.OTHER_TILL));
  }

  @Test
  void aTillThatLiesIsNotBooked() throws IOException {
    Counter counter = counter("one", 2);
    sell(counter, ana, 10);
    sell(counter, ana, 20);
    List<Token> taken = counter.till().takings().payments();
    Token first = taken.getFirst();

    byte[] forged = first.last().orElseThrow().encode().toByteArray();
    forged[forged.length - 1] ^= 1;
    Token wrong = Token.fresh(first.configuration()).with(payment(forged));
    assertThat(take(counter.name(), List.of(wrong, first)).bookings())
        .as("nor what follows it on its token")
        .isEmpty();
    assertThat(take(named("two"), taken).bookings()).as("another till's").isEmpty();
    assertThat(take(counter.name(), List.of(Token.fresh(first.configuration()))).bookings())
        .isEmpty();
    Token standing = shop.ask(10).token();
    Token paid =
        standing.with(ana.pay(shop.purse().receiving().outstanding().getFirst(), 10).payment());
    assertThat(take(counter.name(), List.of(paid)).bookings()).as("the purse's own").isEmpty();
    assertThat(balance()).isZero();

    assertThat(take(counter.name(), taken).bookings()).hasSize(2);
    assertThat(balance()).isEqualTo(30);
  }

  private static Payment payment(byte[] bytes) {
    try {
      return Payment.decode(ByteString.copyOf(bytes));
    } catch (MalformedInput e) {
      throw new AssertionError(e);
    }
  }

  private Booked take(TillName till, List<Token> payments) throws IOException {
    return tills().take(new Takings(till, payments), Mint.later(10));
  }

  @Test
  void paymentsOfOneTokenComeInOrder() throws IOException {
    Counter counter = counter("one", 1);
    sell(counter, ana, 10);
    sell(counter, ana, 20);
    List<Token> taken = counter.till().takings().payments();
    assertThat(take(counter.name(), taken.reversed()).bookings()).isEmpty();
    assertThat(take(counter.name(), taken).bookings()).hasSize(2);
    assertThat(balance()).isEqualTo(30);
  }

  @Test
  void bookingsThatAreNotForItChangeNothing() throws IOException {
    Counter counter = counter("one", 1);
    sell(counter, ana, 10);
    Token taken = counter.till().takings().payments().getFirst();
    Booking right = new Booking(taken.configuration().id(), 1);
    assertThat(counter.till().book(new Booked(named("two"), List.of(right))))
        .isEqualTo(Verdict.refused(PurseReason.OTHER_TILL));
    accepted(counter.till().book(new Booked(counter.name(), List.of(new Booking(right.id(), 2)))));
    assertThat(counter.till().takings().payments()).containsExactly(taken);
  }

  /** Whoever pays at this till on a stranger's token pays the stranger. */
  @Test
  void aTillAsksOnTokensOfOneOwnerAlone() throws IOException {
    Counter counter = counter("one", 2);
    Configuration own = Mint.shared().token(shop.device().owner());
    Configuration strange = Mint.shared().token(ana.device().owner());
    Verdict refused = Verdict.refused(TokenReason.NOT_THE_OWNER);
    assertThat(counter.till().stock(new Allotment(counter.name(), List.of(own, strange))))
        .isEqualTo(refused);
    counter.restart();
    assertThat(counter.till().stock(new Allotment(counter.name(), List.of(strange))))
        .isEqualTo(refused);
    assertThat(counter.till().receiving().token(own.id())).as("all of it or nothing").isEmpty();
    assertThat(new Counter("two").till().stock(new Allotment(named("two"), List.of(own, strange))))
        .as("a till without tokens")
        .isEqualTo(refused);
    accepted(counter.till().stock(new Allotment(counter.name(), List.of(own))));
    assertThat(counter.till().receiving().token(own.id())).isPresent();
  }

  @Test
  void whoHasNotItsKeyWritesNoMessageOfATill() throws Exception {
    Counter counter = counter("one", 1);
    sell(counter, ana, 10);
    Booked booked = tills().take(counter.till().takings(), Mint.later(10));
    Secret key = Secret.copyOf(new byte[] {1, 2, 3, 4});
    ByteString box = booked.seal(key, new SecureRandom()::nextBytes);
    assertThat(TillMessage.open(key, box)).isEqualTo(booked);
    assertThatThrownBy(() -> TillMessage.open(Secret.copyOf(new byte[] {1, 2, 3, 5}), box))
        .isInstanceOf(MalformedInput.class);
    assertThatThrownBy(() -> TillMessage.open(key, booked.encode()))
        .isInstanceOf(MalformedInput.class);
    for (int at = 0; at < box.size(); at++) {
      byte[] bytes = box.toByteArray();
      bytes[at] ^= 1;
      assertThatThrownBy(() -> TillMessage.open(key, ByteString.copyOf(bytes)))
          .isInstanceOf(MalformedInput.class);
    }
  }

  @Test
  void messagesHaveOneEncoding() throws Exception {
    Counter counter = counter("one", 2);
    sell(counter, ana, 10);
    Takings takings = counter.till().takings();
    for (TillMessage each :
        List.of(
            tills().allot(counter.name(), 2, Mint.NOW),
            takings,
            tills().take(takings, Mint.later(10)))) {
      ByteString bytes = each.encode();
      assertThat(TillMessage.decode(bytes)).isEqualTo(each);
      for (int cut = 0; cut < bytes.size(); cut += 7) {
        ByteString part = bytes.slice(0, cut);
        assertThatThrownBy(() -> TillMessage.decode(part)).isInstanceOf(MalformedInput.class);
      }
    }
  }
}
