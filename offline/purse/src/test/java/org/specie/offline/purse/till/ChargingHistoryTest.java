package org.specie.offline.purse.till;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Verdict;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.offline.purse.CutStorage;
import org.specie.offline.purse.Fuse;
import org.specie.offline.purse.MemoryDevice;
import org.specie.offline.purse.MemoryDevice.Failure;
import org.specie.offline.purse.Mint;
import org.specie.offline.purse.device.SecureDevice.RedeemAnswer;
import org.specie.offline.purse.till.Charging.Outcome;
import org.specie.offline.purse.till.TillMessage.Allotment;
import org.specie.offline.token.receipt.Configuration;
import org.specie.offline.token.receipt.Payment;
import org.specie.offline.token.receipt.Token;

/**
 * Cards that are tapped, torn away and swapped, in any order, at a till that is cut off: after each
 * step every payment that a card made is at the till or waits on a token that nobody else is asked
 * on. Spec: docs/spec/60-card-at-a-till.md, T1 to T3.
 */
class ChargingHistoryTest {
  private static final int RUNS = 6;
  private static final int STEPS = 120;
  private static final int TOKENS = 60;
  private static final int CARDS = 4;
  private static final int PRICES = 3;
  private static final long LOADED = 4_000;

  private final MemoryDevice shop = new MemoryDevice("shop", 0);
  private final List<MemoryDevice> cards =
      IntStream.range(0, CARDS).mapToObj(i -> new MemoryDevice("card " + i, i * LOADED)).toList();
  private final Fuse fuse = new Fuse();
  private int torn;
  private int refused;
  private long paid;

  @RepeatedTest(RUNS)
  void losesNoPaymentAndTakesNoneTwice(RepetitionInfo run) throws IOException {
    Random random = new Random(run.getCurrentRepetition());
    Counter till = new Counter("till", new CutStorage(new MemoryStorage(), fuse));
    List<Configuration> tokens =
        IntStream.range(0, TOKENS).mapToObj(_ -> Mint.shared().token(shop.owner())).toList();
    assertThat(till.till().stock(new Allotment(till.name(), tokens))).isEqualTo(Verdict.accepted());
    for (int i = 0; i < STEPS; i++) {
      step(till, random);
      everyPaymentIsSomewhere(till);
    }
    assertThat(torn).isPositive();
    assertThat(refused).isPositive();
    assertThat(paid).isPositive();
    everythingArrives(till);
  }

  private void step(Counter till, Random random) throws IOException {
    MemoryDevice card = cards.get(random.nextInt(CARDS));
    if (random.nextInt(3) == 0) {
      card.failOnce(random.nextBoolean() ? Failure.BEFORE : Failure.AFTER);
    }
    if (random.nextInt(4) == 0) {
      fuse.cutAfter(random.nextInt(4));
    }
    try {
      Outcome outcome = till.charge(card, 100L * (1 + random.nextInt(PRICES))).outcome();
      paid += outcome instanceof Outcome.Paid ? 1 : 0;
      refused += outcome instanceof Outcome.Refused ? 1 : 0;
    } catch (IOException cut) {
      torn++;
      fuse.disarm();
      till.restart();
    }
    fuse.disarm();
  }

  private static List<Payment> received(Counter till) {
    return till.till().takings().payments().stream()
        .map(each -> each.last().orElseThrow())
        .toList();
  }

  private void everyPaymentIsSomewhere(Counter till) {
    List<Payment> received = received(till);
    assertThat(received).doesNotHaveDuplicates();
    List<Payment> missing = new ArrayList<>();
    cards.forEach(card -> missing.addAll(card.paid()));
    assertThat(missing).containsAll(received);
    missing.removeAll(received);
    Set<Hash32> open =
        till.till().receiving().askedByTap().stream()
            .map(each -> each.token().digest())
            .collect(Collectors.toSet());
    assertThat(missing)
        .as("each on a token of its own")
        .extracting(Payment::previous)
        .doesNotHaveDuplicates()
        .allMatch(open::contains);
  }

  /** Each card comes back once more, and the shop's device takes all that the till has. */
  private void everythingArrives(Counter till) throws IOException {
    for (MemoryDevice card : cards) {
      card.failNever();
      var _ = till.charge(card, LOADED * CARDS);
    }
    assertThat(received(till)).hasSize(cards.stream().mapToInt(each -> each.paid().size()).sum());
    for (Token each : till.till().takings().payments()) {
      assertThat(shop.redeem(each)).isInstanceOf(RedeemAnswer.Redeemed.class);
    }
    long left = cards.stream().mapToLong(MemoryDevice::balanceMinor).sum();
    assertThat(shop.balanceMinor() + left).isEqualTo(LOADED * (CARDS - 1) * CARDS / 2);
  }
}
