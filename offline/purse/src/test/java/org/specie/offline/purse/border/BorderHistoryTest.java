package org.specie.offline.purse.border;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.specie.kernel.core.Amount;
import org.specie.offline.purse.Mint;
import org.specie.offline.purse.Table;
import org.specie.offline.purse.border.Withdrawal.Stage;
import org.specie.offline.purse.receiving.Receiving.Asking;
import org.specie.offline.token.message.Chain;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.message.Message.Response;
import org.specie.quality.requirements.Requirement;

/**
 * Withdrawals and deposits overlap in random order; the bank is cut off again and again, what it
 * submits is lost, customers load the wrong amount and say everything twice. The float covers what
 * people hold at every moment, and once nothing fails any more it is just that.
 */
@Requirement("R37")
final class BorderHistoryTest {
  private static final int STEPS = 160;
  private static final int PLACES = 25;

  private final Bureau bureau = new Bureau();
  private final List<Withdrawal> asked = new ArrayList<>();
  private final List<Withdrawal> loaded = new ArrayList<>();
  private final List<Response> deposits = new ArrayList<>();
  private int delivered;
  private int cuts;

  BorderHistoryTest() throws IOException {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void noUnitIsMadeOrLostAtTheBorder(long seed) throws IOException {
    Random random = new Random(seed);
    for (int step = 0; step < STEPS; step++) {
      step(random);
      assertThat(bureau.ledger.inside())
          .as("seed %s, step %s", seed, step)
          .isGreaterThanOrEqualTo(bureau.outsideTheVault());
    }
    assertThat(cuts).as("the bank was cut off").isPositive();
    everythingArrives(seed);
  }

  private void step(Random random) throws IOException {
    switch (random.nextInt(10)) {
      case 0, 1 -> ask(random);
      case 2 -> load(random);
      case 3, 4, 5 -> cut(random, () -> bureau.border().work(Mint.NOW));
      case 6 -> bureau.ledger.block();
      case 7 -> bureau.ledger.forget();
      case 8 -> pay(random);
      default -> deliver(random);
    }
  }

  /** Something the bank does. */
  @FunctionalInterface
  private interface Work {
    void run() throws IOException;
  }

  private void cut(Random random, Work work) {
    bureau.fuse.cutAfter(random.nextInt(PLACES));
    try {
      work.run();
    } catch (IOException cut) {
      cuts++;
      bureau.stop();
    }
    bureau.fuse.disarm();
  }

  private void ask(Random random) throws IOException {
    Amount amount = Amount.ofMinor(1 + random.nextInt(50));
    switch (bureau
        .ana
        .purse()
        .receiving()
        .ask(Optional.of(amount), Table.REFERENCE, Mint.NOW, Chain.NONE)) {
      case Asking.Handed(Request request) -> {
        cut(random, () -> bureau.ask(request));
        asked.add(bureau.ask(request));
      }
      case Asking.Refused _ ->
          bureau.ana.purse().receiving().stock(Mint.shared().token(bureau.ana.device().owner()));
    }
  }

  private void load(Random random) {
    if (asked.isEmpty()) {
      return;
    }
    Withdrawal next = asked.remove(random.nextInt(asked.size()));
    long minor = next.amount().minor() + (random.nextInt(4) == 0 ? 1 : 0);
    bureau.ledger.load(Bureau.ANA, next.reference(), minor);
    loaded.add(next);
  }

  /** Ana takes what was paid to her, and pays some of it into her account. */
  private void pay(Random random) throws IOException {
    takeAll();
    long balance = bureau.ana.device().balanceMinor();
    if (balance > 0) {
      Request fresh = bureau.deposit();
      Request request =
          bureau
              .ana
              .purse()
              .paying()
              .again(fresh.token().configuration().id(), Table.REFERENCE)
              .orElse(fresh);
      deposits.add(bureau.ana.pay(request, 1 + random.nextInt((int) balance)));
    }
  }

  private void takeAll() throws IOException {
    for (Withdrawal each : loaded) {
      Optional<Response> paid = bureau.paid(each.key());
      if (paid.isPresent()) {
        bureau.ana.take(paid.get());
      }
    }
  }

  /** The next deposit reaches the bank, or one that was there before. */
  private void deliver(Random random) {
    if (delivered < deposits.size()) {
      Response next = deposits.get(random.nextInt(delivered + 1));
      cut(random, () -> bureau.border().deposit(next, Mint.later(9)));
      if (next.equals(deposits.get(delivered))) {
        // Whether it arrived is asked at the end, when all are delivered again in their order.
        delivered += random.nextInt(2);
      }
    }
  }

  private void everythingArrives(long seed) throws IOException {
    for (Response each : deposits) {
      assertThat(bureau.border().deposit(each, Mint.later(9)).isAccepted()).isTrue();
    }
    bureau.finish(Mint.NOW);
    takeAll();
    for (Withdrawal each : loaded) {
      Stage stage = bureau.border().withdrawal(each.key()).orElseThrow().stage();
      assertThat(stage instanceof Stage.Paid || bureau.border().refunded(each.key()).isPresent())
          .as("seed %s", seed)
          .isTrue();
    }
    long held = bureau.ana.device().balanceMinor();
    assertThat(bureau.ledger.inside()).as("seed %s", seed).isEqualTo(held);
    assertThat(bureau.outsideTheVault()).as("seed %s", seed).isEqualTo(held);
    assertThat(bureau.ledger.balance(Bureau.ANA)).isEqualTo(Bureau.SAVINGS - held);
    assertThat(bureau.border().onTheWayOut()).isEqualTo(Amount.ZERO);
    assertThat(bureau.border().onTheWayIn()).isEqualTo(Amount.ZERO);
  }
}
